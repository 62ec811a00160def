import { CredentialsRefusedError } from "../../errors.ts";
import { isWorthRetrying } from "../../jobs/is-worth-retrying.ts";
import type { Task } from "../../jobs/tasks.ts";
import { AppNotConnectedError } from "../../procore/refusal.ts";
import type { Connection } from "../../store/connections.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { recordsToReadAgain } from "../../store/failed-reads.ts";
import { projectsToTell, tellAtOnce } from "../../store/told-records.ts";
import type { SyncParts } from "../parts.ts";
import { type List, listsDue } from "./lists-due.ts";
import { readOrNote } from "./note-failed-read.ts";
import { readList } from "./read-list.ts";

/** Of what Procore refused before, as many records are asked for again at each poll. */
const READ_AGAIN_AT_ONCE = 100;

/**
 * Finds what changed without a word, and hands it on as if a webhook had come. The first look at a
 * project is its baseline.
 */
export function pollChanges(parts: SyncParts): Task<"poll-changes"> {
  return async (load, { signal, isLastTry }) => {
    const connection = await connectionById(parts.db, load);
    if (!connection) return;
    if (!load.isByClock) await tellAtOnce(parts.db, connection);
    await tellAgain(parts, connection);
    const errors: unknown[] = [];
    for (const list of await listsDue(parts, connection, load)) {
      if (signal.aborted) return;
      // Procore would say the same of every other project, and counts how often it is asked all the
      // same.
      const turnedAway = errors.find(isTurnedAway);
      const read = () =>
        turnedAway ? Promise.reject(turnedAway) : readList(parts, connection, { list, signal });
      await readOrNote(parts, unreadable(connection, list), { isLastTry, read }).catch(
        (error: unknown) => errors.push(error),
      );
    }
    if (load.projectId === undefined && !errors.some(isTurnedAway)) {
      await readAgain(parts, connection);
    }
    // What is refused for good is noted and shown; a job that is tried again does not help there.
    const passing = errors.find(isWorthRetrying);
    if (passing) throw passing;
  };
}

const isTurnedAway = (error: unknown) =>
  error instanceof AppNotConnectedError || error instanceof CredentialsRefusedError;

const unreadable = ({ companyId, connectionId }: Connection, { projectId, kind }: List) => ({
  companyId,
  connectionId,
  kind: kind.name,
  isList: true,
  procoreId: projectId,
  projectId,
});

/** What a crash or a refusal left untold. */
async function tellAgain(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const projectIds = await projectsToTell(db, { companyId, connectionId });
  await jobs.sendMany(
    "tell-procore",
    projectIds.map((projectId) => ({ companyId, connectionId, projectId })),
  );
}

async function readAgain(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const limit = READ_AGAIN_AT_ONCE;
  const records = await recordsToReadAgain(db, { companyId, connectionId, limit });
  await jobs.sendMany(
    "detect-change",
    records.map((record) => ({ companyId, connectionId, ...record })),
  );
}
