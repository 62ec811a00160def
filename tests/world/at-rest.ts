import { expect, vi } from "vitest";
import { openWork, type Resting } from "./open-work.ts";

/** Long for a busy machine; what is waited for usually takes a second. */
export const soon = { timeout: 20_000, interval: 100 };

/** Resolves when all that will come of what happened so far has come. */
export async function atRest(world: Resting, patience = soon): Promise<void> {
  await vi.waitFor(async () => expect(await openWork(world)).toEqual([]), patience);
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
