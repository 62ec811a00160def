import { z } from "zod";
import { inCompany, type Scope } from "../../database/scope.ts";
import type { Kind, Listed } from "../../kinds/kind.ts";
import type { Connection } from "../../store/connections.ts";
import { dropCursor, moveCursor, readCursor } from "../../store/cursors.ts";
import { noteFailedRead } from "../../store/failed-reads.ts";
import { addRecords, type NewRecord } from "../../store/new-records.ts";
import { findRecords, type KnownRecord } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";
import { newRecord } from "./as-seen.ts";
import { askedName, type List } from "./lists-due.ts";
import { lookAt } from "./look-at.ts";
import { isSinceChosen, noteFromBefore } from "./note-change.ts";

/** Procore's times may be whole seconds, and clocks differ: one time may stand for two changes. */
const SAME_MOMENT_MS = 60_000;

/** Procore shows a change later than the time it bears, so each poll begins earlier. */
const OVERLAP_MS = 15 * 60_000;

const OVERDUE_MS = 5 * 60_000;

/** A reading that broke off goes on from here: a crash, or a job's time limit, costs one page. */
const Progress = z.object({
  since: z.string(),
  newest: z.string(),
  resume: z.string(),
  asked: z.string(),
});

interface Reading {
  list: List;
  signal: AbortSignal;
}

export async function readList(
  parts: SyncParts,
  connection: Connection,
  reading: Reading,
): Promise<void> {
  const { db, procore } = parts;
  const { list, signal } = reading;
  const { kind, projectId } = list;
  const { companyId, connectionId } = connection;
  const cursor = { companyId, connectionId, name: `${kind.name}:${projectId}` };
  const progressCursor = { ...cursor, name: `${cursor.name}:reading` };
  const askedCursor = { ...cursor, name: askedName(list) };
  const { last, lookedAt, value } = await inCompany(db, companyId, async (scope) => ({
    last: new Date((await readCursor(scope, cursor)) ?? 0),
    lookedAt: new Date((await readCursor(scope, askedCursor)) ?? 0),
    value: await readCursor(scope, progressCursor),
  }));
  const since = new Date(Math.max(0, last.getTime() - OVERLAP_MS));
  const begun = progressSince(since, value);
  let newest = begun ? new Date(begun.newest) : last;
  const asked = begun?.asked ?? new Date().toISOString();
  const where = { companyId, projectId, since, signal, resume: begun?.resume };
  for await (const { rows, resume } of kind.listChanged?.(procore, where) ?? []) {
    signal.throwIfAborted();
    for (const { updatedAt } of rows) if (updatedAt > newest) newest = updatedAt;
    const progress = { since: since.toISOString(), newest: newest.toISOString(), resume, asked };
    await inCompany(db, companyId, async (scope) => {
      await takePage(parts, scope, { connection, list, rows, lookedAt });
      await moveCursor(scope, progressCursor, JSON.stringify(progress));
    });
  }
  await inCompany(db, companyId, async (scope) => {
    await moveCursor(scope, cursor, newest.toISOString());
    await moveCursor(scope, askedCursor, asked);
    await dropCursor(scope, progressCursor);
  });
}

function progressSince(
  since: Date,
  value: string | undefined,
): z.output<typeof Progress> | undefined {
  if (value === undefined) return undefined;
  const { data } = Progress.safeParse(JSON.parse(value));
  return data?.since === since.toISOString() ? data : undefined;
}

interface Page {
  connection: Connection;
  list: List;
  rows: Listed[];
  /** When the list was last read before. */
  lookedAt: Date;
}

/** A row from before the project was chosen becomes baseline, unless the ERP may have it. */
async function takePage(parts: SyncParts, scope: Scope, page: Page): Promise<void> {
  const { connection, list, rows, lookedAt } = page;
  const { companyId, connectionId } = connection;
  // A webhook tells of a second change in the same moment: no earlier reading has to rule it out.
  const until = list.kind.hasWebhook ? new Date() : lookedAt;
  const known = await findRecords(scope, {
    companyId,
    connectionId,
    kind: list.kind.name,
    procoreIds: rows.map(({ procoreId }) => procoreId),
  });
  const news = rows.filter((row) => {
    const record = known.get(row.procoreId);
    return record ? !isSeen(record, row, until) || isUntold(record, row, list) : !row.deletedAt;
  });
  const isOld = (row: Listed) =>
    !row.deletedAt && row.updatedAt < list.chosenAt && !mayBeInErp(known.get(row.procoreId));
  await takeBaseline(scope, { ...page, rows: news.filter(isOld), known });
  await handOn(parts, scope, { ...page, rows: news.filter((row) => !isOld(row)) });
}

async function handOn({ jobs }: SyncParts, scope: Scope, page: Page): Promise<void> {
  const { connection, list, rows } = page;
  const { companyId, connectionId } = connection;
  const { kind, projectId } = list;
  const listed = { companyId, connectionId, kind: kind.name, projectId };
  await lookAt(
    jobs,
    scope,
    rows.map(({ procoreId }) => ({ ...listed, procoreId })),
  );
  if (isOverdue(kind, rows)) await jobs.send("repair-hooks", { companyId }, { trx: scope });
}

/** A webhook should have told this long ago: the hook may be gone. */
function isOverdue({ hasWebhook }: Kind, news: Listed[]): boolean {
  return hasWebhook && news.some(({ updatedAt }) => updatedAt.getTime() < Date.now() - OVERDUE_MS);
}

function mayBeInErp(known: KnownRecord | undefined): boolean {
  return known !== undefined && (known.erpId !== null || known.attemptingSince !== null);
}

/** `until`: changes before this time have been read. */
function isSeen(
  { seenAt, isDeleted }: KnownRecord,
  { updatedAt, deletedAt }: Pick<Listed, "updatedAt" | "deletedAt">,
  until: Date,
): boolean {
  if (deletedAt && isDeleted) return true;
  if (seenAt > updatedAt) return true;
  return seenAt >= updatedAt && until.getTime() - updatedAt.getTime() > SAME_MOMENT_MS;
}

/** Someone opened it, and no webhook told of it: nothing was made of it yet. */
function isUntold(
  { status, heardUntil, isDeleted }: KnownRecord,
  { snapshot }: Listed,
  list: List,
): boolean {
  const isOpenedOnly = status === "not_integrated" && heardUntil === null && !isDeleted;
  return isOpenedOnly && snapshot !== undefined && isSinceChosen(list, snapshot);
}

interface Baseline extends Page {
  known: Map<string, KnownRecord>;
}

/** A row that the list shows badly stops no other row: a poll reads it alone later. */
async function takeBaseline(
  scope: Scope,
  { connection, list, rows, known }: Baseline,
): Promise<void> {
  const { companyId, connectionId } = connection;
  const fresh: NewRecord[] = [];
  for (const { procoreId, snapshot } of rows) {
    const { kind, projectId, chosenAt } = list;
    const place = { companyId, kind: kind.name, procoreId, projectId };
    if (!snapshot) {
      const cause = { ...TOO_LITTLE, baselineUntil: chosenAt };
      await noteFailedRead(scope, { ...place, connectionId, isList: false }, cause);
    } else if (known.has(procoreId)) {
      await noteFromBefore(scope, connection, { place, snapshot });
    } else {
      fresh.push({ ...newRecord(connection, place, snapshot), heardUntil: new Date() });
    }
  }
  await addRecords(scope, fresh);
}

const TOO_LITTLE = {
  reason: "Procore: its list shows too little of this record; Crosstie reads it by itself",
  whoseMove: "crosstie",
} as const;
