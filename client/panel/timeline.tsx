import { Typography } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import type { Activity, CommitmentView } from "../../server/api/contract.ts";
import { ChangeRow } from "../components/change-row.tsx";
import { theme } from "../components/theme.ts";
import { capitalize, formatInstant, formatWaiting, plural } from "../format.ts";
import { ArrivingList } from "./arriving-list.tsx";
import { Section } from "./section.tsx";
import { timelineEntries } from "./timeline-entries.ts";

const SHOWN_CHANGES = 3;

const COLORS: Record<Activity["status"], string> = {
  synced: theme.paid,
  failed: theme.bad,
  pending: theme.waiting,
  not_applicable: theme.quiet,
};

/** What happened to this record and its money, newest first. */
export function Timeline({ view }: { view: CommitmentView }) {
  const entries = timelineEntries(view);
  return (
    <Section title="Timeline">
      {entries.length === 0 ? (
        <Typography as="p" intent="small" color="gray40">
          Nothing yet. Every change of this commitment and its invoices, and every payment, appears
          here.
        </Typography>
      ) : (
        <ArrivingList entries={entries} first={8} noun="entry" nouns="entries">
          {({ activity, money }) =>
            activity ? (
              <ActivityEntry activity={activity} view={view} />
            ) : (
              <Entry $color={money.isVoid ? theme.quiet : theme.paid}>
                <p>{money.title}</p>
                <Small>{money.detail}</Small>
              </Entry>
            )
          }
        </ArrivingList>
      )}
    </Section>
  );
}

function ActivityEntry({ activity, view }: { activity: Activity; view: CommitmentView }) {
  const { changes, detectedAt, status } = activity;
  const rest = changes.length - SHOWN_CHANGES;
  return (
    <Entry $color={COLORS[status]}>
      <p>{titleOf(activity, view)}</p>
      {changes.slice(0, SHOWN_CHANGES).map((change) => (
        <ChangeRow
          key={change.field}
          change={change}
          currency={view.money.currency}
          erp={view.system ?? "the ERP"}
          isSmall
        />
      ))}
      {rest > 0 && <Small>and {plural(rest, "more field")}</Small>}
      <Small>
        {formatInstant(detectedAt)} · {outcomeOf(activity)}
      </Small>
    </Entry>
  );
}

function Small({ children }: { children: ReactNode }) {
  return (
    <Typography as="p" intent="small" color="gray40">
      {children}
    </Typography>
  );
}

const ACTIONS: Record<Activity["action"], string> = {
  created: "created",
  updated: "changed",
  deleted: "deleted",
  first_sent: "first sent",
  linked: "linked",
  accepted: "difference accepted",
};

function titleOf(
  { resource, procoreId, title, action, changedBy }: Activity,
  { commitment }: CommitmentView,
): string {
  const isThis = resource === "commitment" && procoreId === commitment.id;
  const done = `${ACTIONS[action]}${changedBy ? ` by ${changedBy}` : ""}`;
  return capitalize(isThis ? done : `${title} ${done}`);
}

function outcomeOf({
  status,
  syncedAt,
  waiting,
  note,
  failure,
  transactionId,
  counterpart,
}: Activity): string {
  if (status === "failed") return `failed: ${failure?.title ?? "no reason given"}`;
  if (status === "pending") return waiting ? `pending, ${formatWaiting(waiting)}` : "pending";
  if (status === "not_applicable") {
    return waiting ? `to do: ${waiting}` : (note ?? "nothing to send");
  }
  const transaction = transactionId
    ? ` · ${counterpart?.system ?? "transaction"} id ${transactionId}`
    : "";
  return `synced${syncedAt ? ` ${formatInstant(syncedAt)}` : ""}${transaction}`;
}

const Entry = styled.div<{ $color: string }>`
  position: relative;
  padding-left: 22px;
  border-left: 2px solid ${theme.open};
  margin-left: 6px;
  &::before {
    content: "";
    position: absolute;
    top: 4px;
    left: -7px;
    width: 12px;
    height: 12px;
    border: 1px solid ${theme.paper};
    border-radius: 50%;
    background: ${({ $color }) => $color};
    forced-color-adjust: none;
  }
`;
