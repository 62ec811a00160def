import type { Knex } from "knex";
import { expect, vi } from "vitest";
import type { ProcoreSystem } from "../sandbox/procore/procore.ts";

interface Resting {
  procore: { system: ProcoreSystem };
  database: { admin: Knex };
}

/** Long for a busy machine; what is waited for usually takes a second. */
export const soon = { timeout: 20_000, interval: 100 };

/**
 * Resolves when all that will come of what happened so far has come: no webhook on its way, no
 * delivery unread, no job waiting, running or put off, nothing in NetSuite that Procore has not
 * been told of.
 */
export async function atRest(
  { procore, database: { admin: db } }: Resting,
  patience = soon,
): Promise<void> {
  const { deliveries } = procore.system.live();
  await vi.waitFor(async () => {
    const sent = deliveries.length;
    await procore.system.act({ do: "settle_webhooks" });
    const { rows } = await db.raw<{ rows: { open: string[] }[] }>(
      // the tick looks for deliveries every second; its job says nothing
      `select array(
         select 'delivery ' || delivery_id from deliveries where queued_at is null
         union all select name || ' ' || state || ' ' || data::text from pgboss.job where state in ('created', 'retry', 'active') and name <> 'queue-deliveries'
         union all select 'untold ' || kind || ' ' || number from records where erp_id is not null and told_at is null and not is_deleted and coalesce(tell_after <= now(), true)
       ) as open`,
    );
    expect([
      ...(rows[0]?.open ?? []),
      ...deliveries.slice(sent).map(({ id }) => `new delivery ${id}`),
    ]).toEqual([]);
  }, patience);
}

/**
 * The same, after the first poll, which takes what was there before us and makes no activity, and
 * after all that the first tick sends. Nobody waits for the clock to tick.
 */
export async function afterFirstPoll(
  world: Resting & { everyTick(): Promise<void> },
  projectIds: string[],
): Promise<void> {
  await world.everyTick();
  await vi.waitFor(async () => {
    const { admin: db } = world.database;
    const cursors = await db("cursors").pluck<string[]>("name");
    expect(cursors).toEqual(expect.arrayContaining(projectIds.map((id) => `requisition:${id}`)));
    // with each of these turns its job came to be
    expect(await db("schedules").where("due_at", ">", db.fn.now()).pluck("task")).toEqual(
      expect.arrayContaining(["poll", "hooks", "again"]),
    );
  }, soon);
  await atRest(world);
}
