import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { formatCount } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { DayChart, outcomeColors } from "./day-chart.tsx";
import { DayTable } from "./day-table.tsx";
import { allOutcomes, type Day, listOf, type Outcome, outcomes, totalOf } from "./links.ts";
import { Box } from "./parts.tsx";

/** What the last 30 days brought, by the day that detected it, and what became of it. */
export function Days({ days }: { days: Day[] }) {
  const [from, to] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  return (
    <Box title="Changes of the last 30 days">
      <Legend>
        {allOutcomes.map((outcome) => (
          <li key={outcome}>
            <Mark $outcome={outcome} />
            <PageLink page="activities" parameters={listOf(outcome, from, to)}>
              {formatCount(totalOf(days, outcome))} {outcomes[outcome].word.toLowerCase()}
            </PageLink>
          </li>
        ))}
      </Legend>
      <DayChart days={days} />
      <DayTable days={days} />
    </Box>
  );
}

const Legend = styled.ul`
  display: flex;
  flex-wrap: wrap;
  gap: 4px ${theme.space.md}px;
  margin-bottom: ${theme.space.sm}px;

  li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
`;

const Mark = styled.span<{ $outcome: Outcome }>`
  width: 12px;
  height: 12px;
  border-radius: 2px;
  background: ${({ $outcome }) => outcomeColors[$outcome]};
  forced-color-adjust: none;

  @media (forced-colors: active) {
    background: ${({ $outcome }) =>
      ({ synced: "CanvasText", pending: "GrayText", failed: "Highlight" })[$outcome]};
  }
`;
