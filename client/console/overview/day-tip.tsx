import styled from "styled-components";
import { theme } from "../../components/theme.ts";
import { formatCount, formatDate } from "../../format.ts";
import { allOutcomes, type Day, outcomes } from "./links.ts";

/** What a bar says. `place`: from 0 at the left to 1. */
export function DayTip({ id, day, place }: { id: string; day: Day; place: number }) {
  return (
    <Bubble
      id={id}
      role="tooltip"
      style={place > 0.5 ? { right: `${(1 - place) * 95 + 5}%` } : { left: `${place * 95 + 9}%` }}
    >
      <strong>{formatDate(day.date)}</strong>
      {allOutcomes.map((outcome) => (
        <span key={outcome}>
          <span>{outcomes[outcome].word}</span> <span>{formatCount(day[outcome])}</span>
        </span>
      ))}
    </Bubble>
  );
}

const Bubble = styled.div`
  position: absolute;
  top: 8px;
  z-index: 2;
  display: flex;
  flex-direction: column;
  min-width: 128px;
  padding: 8px 12px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.paper};
  box-shadow: 0 2px 8px rgb(0 0 0 / 15%);
  font-size: 12px;
  line-height: 18px;
  pointer-events: none;

  > span {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    font-variant-numeric: tabular-nums;
  }
`;
