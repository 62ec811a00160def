import { colors } from "@procore/core-react";
import styled from "styled-components";
import type { RecordGrid, RecordStatus } from "../../../server/api/contract.ts";
import { wordOf } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";
import { go } from "../address.ts";

const statuses: RecordStatus[] = [
  "desynchronized",
  "error",
  "not_integrated",
  "pending",
  "success",
  "not_applicable",
];

interface StatusTabsProps {
  chosen: string | null;
  counts: RecordGrid["counts"] | undefined;
}

/** The filter by status, with how many there are of each. */
export function StatusTabs({ chosen, counts }: StatusTabsProps) {
  return (
    <Line aria-label="Records by status">
      {[null, ...statuses].map((status) => (
        <Tab
          key={status ?? "all"}
          type="button"
          aria-current={status === chosen}
          onClick={() => go({ status })}
        >
          {status ? wordOf(status) : "All"}
          {counts && <Count>{formatCount(counts[status ?? "all"])}</Count>}
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

  @media (max-width: 767px) {
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

const Count = styled.span`
  margin-left: 6px;
  font-variant-numeric: tabular-nums;
`;
