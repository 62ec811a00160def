import { ArrowRight, Check, Link, Pencil, Plus, Trash } from "@procore/core-icons";
import { Pill } from "@procore/core-react";
import styled from "styled-components";
import type { Activity, ActivityItem } from "../../../server/api/contract.ts";
import { CounterpartLink } from "../../components/counterpart-link.tsx";
import { ExternalLink } from "../../components/external-link.tsx";
import { MoneyChange } from "../../components/money.tsx";
import { OnlyReadAloud } from "../../components/only-read-aloud.ts";
import { StatusPill, pillOfActivity } from "../../components/status-pill.tsx";
import { theme } from "../../components/theme.ts";
import { ToDoLine } from "../../components/to-do.tsx";
import {
  capitalize,
  formatPercentChange,
  formatReason,
  formatTimestamp,
  plural,
} from "../../format.ts";
import type { Selection } from "../batches/use-selection.ts";
import type { SteadyItem } from "./use-steady-items.ts";

/** What a table and a list of cards show alike. */
export interface RowsProps {
  items: SteadyItem[];
  /** What a sentence calls the ERP. */
  erp: string;
  isRetrying: boolean;
  onRetry(activity: Activity): void;
  /** Undefined: the reader may not act on several. */
  selection: Selection | undefined;
}

const looks = {
  created: { word: "Created", color: "blue", Icon: Plus },
  updated: { word: "Updated", color: "yellow", Icon: Pencil },
  deleted: { word: "Deleted", color: "red", Icon: Trash },
  first_sent: { word: "First sent", color: "cyan", Icon: ArrowRight },
  linked: { word: "Linked", color: "cyan", Icon: Link },
  accepted: { word: "Accepted", color: "cyan", Icon: Check },
} as const;

export const actionWord = (action: Activity["action"]): string => looks[action].word;

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
  activity: { resourceWord, title, procoreId, procoreUrl, projectName },
}: {
  activity: Activity;
}) {
  return (
    <div>
      <strong>{resourceWord}</strong> {title}
      <SecondLine>
        {procoreUrl ? <ExternalLink href={procoreUrl}>{procoreId}</ExternalLink> : procoreId}
        {projectName && ` · ${projectName}`}
      </SecondLine>
    </div>
  );
}

const NAMED = 2;

/** How many fields, and the first of them by name. */
export function ChangeCount({ activity: { changes } }: { activity: Activity }) {
  const rest = changes.length - NAMED;
  return (
    <div>
      {changes.length === 0 ? "No fields" : plural(changes.length, "field")}
      <SecondLine>
        {changes
          .slice(0, NAMED)
          .map(({ word }) => capitalize(word))
          .join(", ")}
        {rest > 0 && ` and ${rest} more`}
      </SecondLine>
    </div>
  );
}

/** Of an open record: of all that waits together. */
export function Impact({ item }: { item: ActivityItem }) {
  const { openCount, openImpact, impact, currency } = item;
  if (openCount > 1) return <ImpactOf impact={openImpact} percent={null} currency={currency} />;
  return (
    <ImpactOf
      impact={impact?.amount ?? null}
      percent={impact?.percent ?? null}
      currency={currency}
    />
  );
}

interface ImpactOfProps {
  impact: string | null;
  percent: string | null;
  currency: string;
}

export function ImpactOf({ impact, percent, currency }: ImpactOfProps) {
  if (impact === null || !/[1-9]/.test(impact)) {
    return (
      <span>
        <span aria-hidden="true">–</span>
        <OnlyReadAloud>No financial impact</OnlyReadAloud>
      </span>
    );
  }
  return (
    <div>
      <MoneyChange amount={impact} currency={currency} />
      <SecondLine>
        {impact.startsWith("-") ? "Decrease" : "Increase"}
        {percent !== null && ` ${formatPercentChange(percent)}`}
      </SecondLine>
    </div>
  );
}

interface SyncStatusProps {
  activity: Activity;
  since?: string;
  /** What its state is by now is not known here. */
  hasLeft?: boolean | undefined;
}

/**
 * The state, and under it why: what it waits for, what went wrong, where it arrived, or what only a
 * person can set right.
 */
export function SyncStatus({ activity, since, hasLeft = false }: SyncStatusProps) {
  const { status, waiting, note, failure, counterpart } = activity;
  if (hasLeft) return <SecondLine>In another list by now</SecondLine>;
  const isToDo = status !== "pending" && waiting !== null;
  return (
    <div>
      <StatusPill state={pillOfActivity(status)} />
      <SecondLine>
        {status === "failed" && failure?.title}
        {note}
        {status === "pending" && whyItWaits(activity)}
        {isToDo && <ToDoLine reason={waiting} counterpart={counterpart} />}
        {status === "synced" && !isToDo && counterpart && (
          <CounterpartLink counterpart={counterpart} />
        )}
      </SecondLine>
      {status === "pending" && since && <SecondLine>Since {formatTimestamp(since)}</SecondLine>}
      {status === "failed" && failure && (
        <SecondLine>Failed {formatTimestamp(failure.lastAt)}</SecondLine>
      )}
    </div>
  );
}

/** What nothing keeps is in the queue. */
export const whyItWaits = ({ waiting }: Activity): string =>
  waiting === null ? "In line: it goes by itself" : capitalize(formatReason(waiting));

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

/** When it was seen; of a completed one, when it was done too. */
export function Times({ activity: { detectedAt, syncedAt } }: { activity: Activity }) {
  return (
    <div>
      <time dateTime={detectedAt}>{formatTimestamp(detectedAt)}</time>
      {syncedAt && (
        <SecondLine>
          Synced <time dateTime={syncedAt}>{formatTimestamp(syncedAt)}</time>
        </SecondLine>
      )}
    </div>
  );
}

/** The second line of a cell. */
export const SecondLine = styled.div`
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
