import { systemOf } from "../connectors/index.ts";
import { kindOf } from "../kinds/index.ts";
import type { Awaited } from "../store/awaited.ts";
import { causeOfWait } from "../store/cause-of-wait.ts";
import type { Connection } from "../store/connections.ts";
import type { GridRow } from "../store/record-grid.ts";
import type { SyncRecord } from "../store/records.ts";
import { isAtRest } from "../store/under-way.ts";
import { counterpartOf } from "./activity-view.ts";
import type { GridRecord } from "./contract.ts";
import { acceptedOf, standingOf } from "./standing.ts";

export interface GridContext {
  connections: ReadonlyMap<string, Connection & { isInUse: boolean }>;
  awaited: ReadonlyMap<string, Awaited>;
  isUnderWay(record: SyncRecord): boolean;
  mayAct(record: SyncRecord): boolean;
}

export function gridRecord(context: GridContext, row: GridRow): GridRecord {
  const { record, projectName, changes, unsent } = row;
  const { status, failure, pushedAt, kind: name, projectId } = record;
  const kind = kindOf(record);
  const connection = context.connections.get(record.connectionId);
  const waiting = causeOfWait(record, context.awaited.get(record.recordId));
  const accepted = acceptedOf(record);
  const said = accepted ? `${accepted.by} let this stand: ${accepted.says}` : waiting;
  const seen = 1 + changes;
  return {
    id: record.recordId,
    kind: name,
    type: kind.words.type,
    isMasterData: kind.isMasterData,
    procoreId: record.procoreId,
    name: kind.listed(record),
    projectId,
    projectName,
    status,
    standing: standingOf(record),
    isUnderWay: !isAtRest(record, context.isUnderWay),
    version: { seen, inErp: record.erpId === null ? null : seen - unsent },
    message: status === "error" ? (failure?.title ?? said) : said,
    syncedAt: pushedAt?.toISOString() ?? null,
    connectionId: record.connectionId,
    entity: connection ? entityOf(connection, projectId) : null,
    counterpart: counterpartOf({ connection }, record),
    accepted,
    mayAct: context.mayAct(record),
    ...(context.mayAct(record)
      ? asksOf(record, { waiting, isInUse: connection?.isInUse ?? false })
      : { asks: null, whyNot: NOT_THEIRS }),
  };
}

export const NOT_THEIRS =
  "This needs Admin on its project's Commitments tool in Procore. A company admin can grant it.";

/** With its account: two connections may be of one system. */
export function nameOfConnection({ system, shown }: Pick<Connection, "system" | "shown">): string {
  const { name, accountOf } = systemOf({ system });
  return `${name} ${accountOf(shown)}`.trim();
}

/** To which part of the company its documents go, as Settings say. */
function entityOf(
  { system, settings, choices }: Connection,
  projectId: string | null,
): string | null {
  const { entity } = systemOf({ system });
  const chosen = entity === undefined ? null : settings.own[entity];
  const id = typeof chosen === "object" ? chosen?.[projectId ?? ""] : chosen;
  return choices[entity ?? ""]?.find((one) => one.id === id)?.name ?? null;
}

interface Around {
  waiting: string | null;
  isInUse: boolean;
}

/** What people may ask for, or why nothing. The server asks the same before it does anything. */
export function asksOf(
  { status, isDeleted }: SyncRecord,
  { waiting, isInUse }: Around,
): Pick<GridRecord, "asks" | "whyNot"> {
  const not = (whyNot: string) => ({ asks: null, whyNot });
  if (!isInUse) return not("Its connection is no longer in use.");
  if (isDeleted) return not("It was deleted in Procore: nothing more of it is sent.");
  if (status === "error") return { asks: "force", whyNot: null };
  if (status === "desynchronized" || status === "not_integrated") {
    return { asks: "synchronize", whyNot: null };
  }
  if (status === "success") return not("It is in step: there is nothing to send.");
  if (status === "not_applicable") {
    return not(`Nothing is to be sent: ${waiting ?? "it is empty"}.`);
  }
  return not(
    waiting ? `It is pending already, and waits: ${waiting}.` : "It is being sent already.",
  );
}
