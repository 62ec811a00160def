import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { ActivityPage, ActivityTab } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";
import { go } from "../address.ts";

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

/**
 * Not core-react's: on a narrow screen that one hides tabs, the chosen one too, behind a "More".
 */
export function ActivityTabs({ tab, counts }: ActivityTabsProps) {
  return (
    <Line aria-label="Activities by state">
      {tabs.map(({ id, word }) => (
        <Tab
          key={id}
          type="button"
          aria-current={id === tab}
          onClick={() => go({ tab: id, activity: null })}
        >
          {counts ? `${word} ${formatCount(counts[id])}` : word}
        </Tab>
      ))}
    </Line>
  );
}

const Line = styled.nav`
  display: flex;
  flex-wrap: wrap;
  gap: 0 24px;
  min-width: 0;
  border-bottom: 1px solid ${theme.line};

  @media (max-width: 359px) {
    gap: 0 16px;
  }
`;

const Tab = styled.button`
  height: 36px;
  padding: 0;
  border: 0;
  border-bottom: 3px solid transparent;
  background: none;
  color: ${theme.quiet};
  font: inherit;
  font-weight: 600;
  white-space: nowrap;
  cursor: pointer;

  &:hover {
    color: ${theme.text};
  }

  &[aria-current="true"] {
    border-color: ${colors.orange50};
    color: ${theme.text};
  }

  &:focus-visible {
    outline-offset: -2px !important;
  }
`;
