import { CredentialsRefusedError } from "../errors.ts";
import { isWorthRetrying } from "../jobs/is-worth-retrying.ts";
import type { Task } from "../jobs/tasks.ts";
import { listChangedCommitments } from "../procore/commitments.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";
import { listChangedRequisitions } from "../procore/requisitions.ts";
import { chosenProjects } from "../store/company-projects.ts";
import { type Connection, connectionInUse } from "../store/connections.ts";
import { moveCursor, readCursor } from "../store/cursors.ts";
import { findOwedLook, type Look, nextOwedRecords, oweLook } from "../store/owed-looks.ts";
import { projectsToTell } from "../store/open-records.ts";
import { findRecord, type SyncRecord } from "../store/records.ts";
import { takeFromBefore } from "./detect-change.ts";
import { causeOf, lookOrOwe } from "./look-or-owe.ts";
import type { Place } from "./note-change.ts";
import type { SyncParts } from "./parts.ts";

/**
 * Subcontractor invoices have no webhook, so they are asked for at each poll; commitments only to
 * close gaps.
 */
const COMMITMENTS_EVERY_MS = 3_600_000;

/**
 * Procore's instants may be whole seconds: what changed in the second that we looked is looked at
 * again.
 */
const SAME_MOMENT_MS = 60_000;

/**
 * What is saved becomes visible later than the time it bears, so each poll begins some minutes
 * back.
 */
const OVERLAP_MS = 15 * 60_000;

/** Of what Procore refused before, as many records are asked for again at each poll. */
const OWED_AT_ONCE = 100;

/** One list of one project. */
interface List {
  projectId: string;
  kind: "commitment" | "requisition";
  /** What changed before the project was chosen, for the first time or again, is its baseline. */
  chosenAt: Date;
}

/**
 * Finds what changed without a word, and hands it on as if a webhook had come. The first look at a
 * project is its baseline.
 */
export function pollChanges(parts: SyncParts): Task<"poll-changes"> {
  return async ({ companyId, projectId: only }, { signal, isLastTry }) => {
    const connection = await connectionInUse(parts.db, companyId);
    if (!connection) return;
    for (const projectId of await projectsToTell(parts.db, companyId)) {
      await parts.jobs.send("tell-procore", { companyId, projectId });
    }
    const errors: unknown[] = [];
    for (const list of await listsDue(parts, connection, only)) {
      if (signal.aborted) return;
      // Procore would say the same of every other project, and counts how often it is asked all the
      // same.
      const turnedAway = errors.find(isTurnedAway);
      const have = () =>
        turnedAway ? Promise.reject(turnedAway) : readList(parts, connection, list);
      await lookOrOwe(parts, lookOf(connection, list), { isLastTry, have }).catch(
        (error: unknown) => errors.push(error),
      );
    }
    if (only === undefined && !errors.some(isTurnedAway)) await lookAgain(parts, connection);
    // What is refused for good is owed and shown; a job that is tried again does not help there.
    const passing = errors.find(isWorthRetrying);
    if (passing) throw passing;
  };
}

const isTurnedAway = (error: unknown) =>
  error instanceof AppNotConnectedError || error instanceof CredentialsRefusedError;

const lookOf = ({ companyId, connectionId }: Connection, { projectId, kind }: List): Look => ({
  companyId,
  connectionId,
  kind: `${kind}_list`,
  procoreId: projectId,
  projectId,
});

async function listsDue(
  parts: SyncParts,
  connection: Connection,
  only: string | undefined,
): Promise<List[]> {
  const due: List[] = [];
  for (const { projectId, chosenAt } of await chosenProjects(parts.db, connection.companyId)) {
    const commitments: List = { projectId, kind: "commitment", chosenAt: chosenAt ?? new Date() };
    if (only === undefined ? await isDue(parts, connection, commitments) : only === projectId) {
      due.push(commitments);
    }
    if (only === undefined) due.push({ ...commitments, kind: "requisition" });
  }
  return due;
}

async function isDue({ db }: SyncParts, connection: Connection, list: List): Promise<boolean> {
  const { companyId, connectionId } = connection;
  const lastAsked = await readCursor(db, {
    companyId,
    connectionId,
    name: `${list.kind}:${list.projectId}:asked`,
  });
  if (!lastAsked || Date.now() - Date.parse(lastAsked) >= COMMITMENTS_EVERY_MS) return true;
  return (await findOwedLook(db, lookOf(connection, list))) !== undefined;
}

async function readList(
  parts: SyncParts,
  connection: Connection,
  { projectId, kind, chosenAt }: List,
): Promise<void> {
  const { companyId, connectionId } = connection;
  const cursor = { companyId, connectionId, name: `${kind}:${projectId}` };
  const cursorAt = await readCursor(parts.db, cursor);
  let newest = new Date(cursorAt ?? 0);
  const since = new Date(Math.max(0, newest.getTime() - OVERLAP_MS));
  const list = kind === "commitment" ? listChangedCommitments : listChangedRequisitions;
  for await (const page of list(parts.procore, { companyId, projectId, since })) {
    for (const row of page) {
      const deletedAt = "deletedAt" in row ? row.deletedAt : undefined;
      await meet(parts, connection, {
        place: { companyId, kind, procoreId: row.id, projectId },
        updatedAt: row.updatedAt,
        deletedAt,
        baselineUntil: chosenAt,
      });
      if (row.updatedAt > newest) newest = row.updatedAt;
    }
  }
  await moveCursor(parts.db, cursor, newest.toISOString());
  if (kind === "commitment") {
    await moveCursor(
      parts.db,
      { ...cursor, name: `${kind}:${projectId}:asked` },
      new Date().toISOString(),
    );
  }
}

interface Met {
  place: Place;
  updatedAt: Date;
  deletedAt: Date | undefined;
  baselineUntil: Date;
}

/**
 * What was seen like this is dropped, what is not in the ERP and changed before its project was
 * ours is taken as it stands, all else is handed on.
 */
async function meet(parts: SyncParts, connection: Connection, met: Met): Promise<void> {
  const known = await findRecord(parts.db, { ...met.place, connectionId: connection.connectionId });
  if (known ? isSeen(known, met) : met.deletedAt) return;
  const mayBeInErp =
    known !== undefined && (known.erpId !== null || known.attemptingSince !== null);
  if (!mayBeInErp && !met.deletedAt && (await isFromBefore(parts, connection, met))) return;
  await parts.jobs.send("detect-change", met.place);
}

function isSeen({ seenAt, isDeleted }: SyncRecord, { updatedAt, deletedAt }: Met): boolean {
  if (deletedAt && isDeleted) return true;
  return (
    seenAt > updatedAt || (seenAt >= updatedAt && Date.now() - updatedAt.getTime() > SAME_MOMENT_MS)
  );
}

/** One record that cannot be read keeps nobody from the others. */
async function isFromBefore(
  parts: SyncParts,
  connection: Connection,
  { place, updatedAt, baselineUntil: until }: Met,
): Promise<boolean> {
  if (updatedAt >= until) return false;
  try {
    return await takeFromBefore(parts, connection, { place, until });
  } catch (error) {
    if (isWorthRetrying(error) || isTurnedAway(error)) throw error;
    await oweLook(
      parts.db,
      { ...place, connectionId: connection.connectionId },
      { ...causeOf(error), baselineUntil: until },
    );
    return true;
  }
}

async function lookAgain(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const owed = await nextOwedRecords(db, { companyId, connectionId, limit: OWED_AT_ONCE });
  await jobs.sendMany(
    "detect-change",
    owed.map(({ kind, procoreId, projectId }) => ({ companyId, kind, procoreId, projectId })),
  );
}
