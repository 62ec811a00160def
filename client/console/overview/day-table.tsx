import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { formatCount, formatDate } from "../../format.ts";
import { PageLink } from "../page-link.tsx";
import { allOutcomes, type Day, listOf, outcomes } from "./links.ts";

/** What the chart draws, to be read; each figure leads to its list. */
export function DayTable({ days }: { days: Day[] }) {
  return (
    <details>
      <summary>Show as a table</summary>
      <Scroll tabIndex={0} role="group" aria-label="Table of the last 30 days">
        <table>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {allOutcomes.map((outcome) => (
                <th key={outcome} scope="col">
                  {outcomes[outcome].word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.date}>
                <th scope="row">{formatDate(day.date)}</th>
                {allOutcomes.map((outcome) => (
                  <td key={outcome}>
                    {day[outcome] === 0 ? (
                      "0"
                    ) : (
                      <PageLink page="activities" parameters={listOf(outcome, day.date, day.date)}>
                        {formatCount(day[outcome])}
                      </PageLink>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}

const Scroll = styled.div`
  max-height: 280px;
  margin-top: ${theme.space.sm}px;
  overflow-y: auto;

  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 4px 8px;
    border-bottom: 1px solid ${theme.line};
    font-weight: 400;
    text-align: right;
  }

  th:first-child {
    text-align: left;
  }

  thead th {
    font-weight: 600;
  }
`;
