import styled from "styled-components";
import type { ActivityHistory } from "../../../server/api/contract.ts";
import { useActivityHistory } from "../../api/activities.ts";
import { Part } from "../../components/facts.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { StatusPill } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { formatReason, formatTimestamp } from "../../format.ts";
import { Changes } from "../audit-log/changes.tsx";
import { wordsOf } from "../states/failed.tsx";
import { SecondLine } from "./cells.tsx";
import { eventsOf } from "./history-events.ts";

interface HistoryPartsProps {
  companyId: string;
  activityId: string;
}

export function HistoryParts({ companyId, activityId }: HistoryPartsProps) {
  const { data, error } = useActivityHistory(companyId, activityId);
  if (!data) {
    return (
      <Part title="History of this record">
        {error ? (
          <Notice tone="bad">{wordsOf(error)}</Notice>
        ) : (
          <Outline label="Reading what happened" rows={2} />
        )}
      </Part>
    );
  }
  return (
    <>
      <Attempts attempts={data.attempts} />
      <Part title="History of this record">
        <List aria-label="History of this record">
          {eventsOf(data).map(({ key, at, what, entry }) => (
            <li key={key}>
              <time dateTime={at}>{formatTimestamp(at)}</time>
              <div>
                {what}
                {entry && <Changes entry={entry} />}
              </div>
            </li>
          ))}
        </List>
      </Part>
    </>
  );
}

const PILLS = { synced: "synced", failed: "failed", unanswered: "pending" } as const;

function Attempts({ attempts }: Pick<ActivityHistory, "attempts">) {
  return (
    <Part title="Attempts">
      {attempts.length === 0 && <p>It has not been tried yet.</p>}
      <List aria-label="Attempts">
        {attempts.map(({ id, at, outcome, requestedBy, transactionId, title, said }) => (
          <li key={id}>
            <time dateTime={at}>{formatTimestamp(at)}</time>
            <div>
              <StatusPill state={PILLS[outcome]} />{" "}
              {requestedBy ? `Asked for by ${requestedBy}` : "By itself"}
              {transactionId && ` · transaction ID ${transactionId}`}
              {title && (
                <div>
                  {outcome === "unanswered"
                    ? `Waits for ${formatReason(title)}`
                    : formatReason(title)}
                </div>
              )}
              {said && <SecondLine>“{said}”</SecondLine>}
            </div>
          </li>
        ))}
      </List>
    </Part>
  );
}

const List = styled.ol`
  > li {
    display: grid;
    grid-template-columns: 160px 1fr;
    gap: 0 16px;
    padding: 4px 0;
    overflow-wrap: anywhere;
  }

  time {
    color: ${theme.quiet};
    font-variant-numeric: tabular-nums;
  }

  @media (max-width: 479px) {
    > li {
      grid-template-columns: 1fr;
    }
  }
`;
