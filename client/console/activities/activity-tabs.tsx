import type { ActivityPage, ActivityTab } from "../../../server/api/contract.ts";
import { formatCount } from "../../format.ts";
import { go } from "../address.ts";
import { Tab, TabLine } from "../tab-line.ts";

const tabs: { id: ActivityTab; word: string }[] = [
  { id: "pending", word: "Pending" },
  { id: "failed", word: "Failed" },
  { id: "completed", word: "Completed" },
];

export const tabWord = (tab: ActivityTab): string => tabs.find(({ id }) => id === tab)!.word;

interface ActivityTabsProps {
  /** Null: the server has not said yet. */
  tab: ActivityTab | null;
  counts: ActivityPage["counts"] | undefined;
}

export function ActivityTabs({ tab, counts }: ActivityTabsProps) {
  return (
    <TabLine aria-label="Activities by state">
      {tabs.map(({ id, word }) => (
        <Tab
          key={id}
          type="button"
          aria-current={id === tab}
          data-names={id === tab || undefined}
          onClick={() => go({ tab: id, activity: null })}
        >
          {counts ? `${word} ${formatCount(counts[id])}` : word}
        </Tab>
      ))}
    </TabLine>
  );
}
