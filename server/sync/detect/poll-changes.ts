import { inCompany, type Scope } from "../../database/scope.ts";
import { CredentialsRefusedError, isWorthRetrying } from "../../errors.ts";
import type { Task, Tasks } from "../../jobs/tasks.ts";
import { AppNotConnectedError } from "../../procore/refusal.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { Connection } from "../../store/connections.ts";
import { recordsToReadAgain } from "../../store/failed-reads.ts";
import { noteDone } from "../../store/schedules.ts";
import { projectsToTell, tellAtOnce } from "../../store/told-records.ts";
import type { SyncParts } from "../parts.ts";
import { compareList } from "./compare-list.ts";
import { compareParts } from "./compare-parts.ts";
import { type List, listsDue } from "./lists-due.ts";
import { readOrNote } from "./note-failed-read.ts";
import { readList } from "./read-list.ts";

/** At each poll, so many of the records that Procore refused before are read again. */
const READ_AGAIN_AT_ONCE = 100;

/** The first poll of a project is its baseline. */
export function pollChanges(parts: SyncParts): Task<"poll-changes"> {
  return async (payload, { signal, isLastTry }) => {
    const plan = await inCompany(parts.db, payload.companyId, (scope) =>
      planPoll(parts, scope, payload),
    );
    if (!plan) return;
    const { connection, lists } = plan;
    const errors: unknown[] = [];
    for (const list of lists) {
      if (signal.aborted) return;
      // Procore would refuse every other project too, and counts each call all the same.
      const turnedAway = errors.find(isTurnedAway);
      const read = () =>
        turnedAway ? Promise.reject(turnedAway) : readAll(parts, connection, { list, signal });
      await readOrNote(parts, unreadable(connection, list), {
        isLastTry,
        isNoted: true,
        read,
      }).catch((error: unknown) => errors.push(error));
    }
    if (payload.projectId === undefined && !errors.some(isTurnedAway)) {
      await readAgain(parts, connection);
    }
    // A final refusal is noted and shown; to repeat the job would not help.
    const passing = errors.find(isWorthRetrying);
    if (passing) throw passing;
    if (errors.length === 0 && payload.projectId === undefined) {
      await inCompany(parts.db, payload.companyId, (scope) =>
        noteDone(scope, { ...payload, task: "poll" }),
      );
    }
  };
}

async function readAll(...reading: Parameters<typeof readList>): Promise<void> {
  await readList(...reading);
  await compareParts(...reading);
  await compareList(...reading);
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

async function planPoll(
  parts: SyncParts,
  scope: Scope,
  payload: Tasks["poll-changes"],
): Promise<{ connection: Connection; lists: List[] } | undefined> {
  const connection = await connectionById(scope, payload);
  if (!connection) return undefined;
  if (!payload.isByClock) await tellAtOnce(scope, connection);
  await tellAgain(parts, scope, connection);
  return { connection, lists: await listsDue(parts, scope, { connection, payload }) };
}

/** A crash or a refusal may have left these untold. */
async function tellAgain(
  { jobs }: SyncParts,
  scope: Scope,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const projectIds = await projectsToTell(scope, { companyId, connectionId });
  await jobs.sendMany(
    "tell-procore",
    projectIds.map((projectId) => ({ companyId, connectionId, projectId })),
    { trx: scope },
  );
}

async function readAgain(
  { db, jobs }: SyncParts,
  { companyId, connectionId }: Connection,
): Promise<void> {
  const limit = READ_AGAIN_AT_ONCE;
  const records = await inCompany(db, companyId, (scope) =>
    recordsToReadAgain(scope, { companyId, connectionId, limit }),
  );
  await jobs.sendMany(
    "detect-change",
    records.map((record) => ({ companyId, connectionId, ...record })),
  );
}
