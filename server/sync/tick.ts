import { activeConnections, type Connection } from "../store/connections.ts";
import { moveCursor, readCursor } from "../store/cursors.ts";
import { dropOldDeliveries } from "../store/deliveries.ts";
import { unknownOutcomes } from "../store/open-records.ts";
import type { SyncParts } from "./parts.ts";
import { pushStranded } from "./push/push-pending.ts";

const HOUR_MS = 3_600_000;

const pullEvery: Record<Connection["settings"]["paymentSchedule"], number> = {
  hourly: HOUR_MS,
  every_2_hours: 2 * HOUR_MS,
  every_4_hours: 4 * HOUR_MS,
  daily: 24 * HOUR_MS,
  never: Number.POSITIVE_INFINITY,
};

/** Activities are the log that stays; raw deliveries serve questions of the last weeks. */
const DELIVERIES_KEPT_MS = 30 * 24 * HOUR_MS;

/** A write younger than this is still under way, not lost. */
const LOST_AFTER_MS = 60_000;

/** Between looks at what a job has given up. */
const AGAIN_MS = HOUR_MS / 4;

/**
 * Runs every few seconds in one process of all: sends what is due, and takes up again what a crash
 * left lying.
 */
export async function tick(parts: SyncParts): Promise<void> {
  await parts.jobs.send("queue-deliveries", {});
  await dropOldDeliveries(parts.db, new Date(Date.now() - DELIVERIES_KEPT_MS));
  for (const connection of await activeConnections(parts.db)) {
    const { companyId, connectionId } = connection;
    if (await isDue(parts, connection, { name: "poll", everyMs: parts.pollSeconds * 1000 })) {
      await parts.jobs.send("poll-changes", { companyId, connectionId, isByClock: true });
    }
    if (await isDue(parts, connection, { name: "hooks", everyMs: HOUR_MS })) {
      await parts.jobs.send("repair-hooks", { companyId });
    }
    if (
      await isDue(parts, connection, {
        name: "pull",
        everyMs: pullEvery[connection.settings.paymentSchedule],
      })
    ) {
      await parts.jobs.send("pull-payments", { companyId, connectionId });
    }
    if (await isDue(parts, connection, { name: "again", everyMs: AGAIN_MS })) {
      await pushStranded(parts, connection);
    }
  }
  for (const { companyId, connectionId, recordId } of await unknownOutcomes(
    parts.db,
    new Date(Date.now() - LOST_AFTER_MS),
  )) {
    await parts.jobs.send("push-record", { companyId, connectionId, recordId });
  }
}

/**
 * True once per interval, whichever process asks; a process that dies right after it skips one turn
 * at the most.
 */
async function isDue(
  { db }: SyncParts,
  { companyId, connectionId }: Connection,
  { name, everyMs }: { name: string; everyMs: number },
): Promise<boolean> {
  const cursor = { companyId, connectionId, name: `due:${name}` };
  const last = await readCursor(db, cursor);
  if (last && Date.now() - Date.parse(last) < everyMs) return false;
  await moveCursor(db, cursor, new Date().toISOString());
  return everyMs !== Number.POSITIVE_INFINITY;
}
