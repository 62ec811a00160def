import type { World } from "../world/open-world.ts";

type Database = Pick<World, "database">;

/** The last look for payments. */
export const newestRun = ({ database }: Database) =>
  database
    .admin("runs")
    .where({ kind: "payments" })
    .orderBy("run_id", "desc")
    .first<{ status: string; problem: string | null }>();

/** As if all that was paid or deleted until now had been long enough ago for the feed to be past it. */
export async function letFeedPass({ database }: Database): Promise<void> {
  const at = { at: "2199-01-01 00:00:00", id: "0" };
  await database
    .admin("cursors")
    .where({ name: "payments" })
    .update({ value: JSON.stringify({ changed: at, deleted: at }) });
}
