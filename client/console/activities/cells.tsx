import { ArrowRight, Check, Link, Pencil, Plus, Trash } from "@procore/core-icons";
import { Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Activity } from "../../../server/api/contract.ts";
import { CounterpartLink } from "../../components/counterpart-link.tsx";
import { ExternalLink } from "../../components/external-link.tsx";
import { MoneyChange } from "../../components/money.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { StatusPill, pillOfActivity } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { ToDoLine } from "../../components/to-do.tsx";
import { capitalize, formatPercentChange, formatReason, plural } from "../../format.ts";

/** What a table and a list of cards show alike. */
export interface RowsProps {
  items: Activity[];
  isRetrying: boolean;
  onRetry(activity: Activity): void;
}

const looks = {
  created: { word: "Created", color: "blue", Icon: Plus },
  updated: { word: "Updated", color: "yellow", Icon: Pencil },
  deleted: { word: "Deleted", color: "red", Icon: Trash },
  first_sent: { word: "First sent", color: "cyan", Icon: ArrowRight },
  linked: { word: "Linked", color: "cyan", Icon: Link },
  accepted: { word: "Accepted", color: "cyan", Icon: Check },
} as const;

export function ActionPill({ action }: { action: Activity["action"] }) {
  const { word, color, Icon } = looks[action];
  return (
    <Shape color={color}>
      <Icon size="sm" />
      {word}
    </Shape>
  );
}

export function ResourceName({
  activity: { resourceWord, title, procoreId, projectName },
}: {
  activity: Activity;
}) {
  return (
    <div>
      <strong>{resourceWord}</strong> {title}
      <SecondLine>
        {procoreId}
        {projectName && ` · ${projectName}`}
      </SecondLine>
    </div>
  );
}

export function ChangeCount({ activity: { changes } }: { activity: Activity }) {
  return <span>{changes.length === 0 ? "No fields" : plural(changes.length, "field")}</span>;
}

export function Impact({ activity: { impact, currency } }: { activity: Activity }) {
  if (!impact) {
    return (
      <span>
        <span aria-hidden="true">–</span>
        <OnlyReadAloud>No financial impact</OnlyReadAloud>
      </span>
    );
  }
  return (
    <div>
      <MoneyChange amount={impact.amount} currency={currency} />
      {impact.percent !== null && <SecondLine>{formatPercentChange(impact.percent)}</SecondLine>}
    </div>
  );
}

/**
 * The state, and under it why: what it waits for, what went wrong, where it arrived, or what only a
 * person can set right.
 */
export function SyncStatus({ activity }: { activity: Activity }) {
  const { status, waiting, note, failure, counterpart } = activity;
  const isToDo = status !== "pending" && waiting !== null;
  return (
    <div>
      <StatusPill state={pillOfActivity(status)} />
      <SecondLine>
        {status === "failed" && failure?.title}
        {note}
        {status === "pending" && waiting && capitalize(formatReason(waiting))}
        {isToDo && <ToDoLine reason={waiting} counterpart={counterpart} />}
        {status === "synced" && !isToDo && counterpart && (
          <CounterpartLink counterpart={counterpart} />
        )}
      </SecondLine>
    </div>
  );
}

/** The id that the ERP gave it, leading there where we know the way. */
export function CounterpartOrId({
  activity: { transactionId, counterpart },
}: {
  activity: Activity;
}) {
  if (!counterpart) return <>{transactionId ?? "None yet"}</>;
  if (!transactionId) return <CounterpartLink counterpart={counterpart} />;
  return (
    <>
      <ExternalLink href={counterpart.url}>{transactionId}</ExternalLink> ({counterpart.kind}
      {counterpart.number && ` ${counterpart.number}`})
    </>
  );
}

/** The second line of a cell. */
const SecondLine = styled.div`
  color: ${theme.quiet};
  font-size: 12px;
  line-height: 16px;
`;

const Shape = styled(Pill)`
  && {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: 3px;
    line-height: 16px;
    white-space: nowrap;
  }

  svg {
    width: 12px;
    height: 12px;
  }
`;
