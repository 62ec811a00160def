import styled from "styled-components";
import type { RecordGrid } from "../../../server/api/contract.ts";
import { wordOf } from "../../components/status-pill.tsx";
import { formatCount } from "../../format.ts";
import { go } from "../address.ts";
import { Tab, TabLine } from "../tab-line.ts";
import { statuses } from "./use-integration-page.ts";

interface StatusTabsProps {
  chosen: string | null;
  counts: RecordGrid["counts"] | undefined;
}

/** The filter by status, with how many there are of each. */
export function StatusTabs({ chosen, counts }: StatusTabsProps) {
  return (
    <TabLine aria-label="Records by status">
      {[null, ...statuses].map((status) => (
        <Tab
          key={status ?? "all"}
          type="button"
          aria-current={status === chosen}
          data-names={status === chosen || undefined}
          onClick={() => go({ status })}
        >
          {status ? wordOf(status) : "All"}
          {counts && <Count>{formatCount(counts[status ?? "all"])}</Count>}
        </Tab>
      ))}
    </TabLine>
  );
}

const Count = styled.span`
  margin-left: 6px;
  font-variant-numeric: tabular-nums;
`;
