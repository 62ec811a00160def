import { expect, vi } from "vitest";
import { soon } from "../world/at-rest.ts";
import type { World } from "../world/open-world.ts";
import type { Tap } from "../world/tap.ts";

export interface Broken {
  /** The sandbox works on it. */
  reached: Promise<void>;
  land(): void;
}

/** The next such call breaks off, while the sandbox goes on with it: it lands when the test says so. */
export function breakNext(
  { faults, tap }: Pick<World["netsuite"], "faults" | "tap">,
  method: string,
  path: string,
): Broken {
  faults.add({ method, path, kind: "lost_response", ms: 0, times: 1 });
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const begin = path.split("*").find((part) => part !== "")!;
  const stop = tap.listen(async (call) => {
    if (call.method !== method || !call.path.includes(begin)) return;
    stop();
    reached.resolve();
    await gate.promise;
  });
  return { reached: reached.promise, land: gate.resolve };
}

/**
 * While the next such call is answered, the rows are held; whoever then waits to write down what
 * came of it loses its connection.
 */
export function dropAfter(
  { database: { admin } }: Pick<World, "database">,
  { tap, method, path, rows }: { tap: Tap; method: string; path: RegExp; rows: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = tap.listen(async (call) => {
      if (call.method !== method || !path.test(call.path)) return;
      stop();
      const holder = await admin.transaction();
      const { rows: held } = await holder.raw<{ rows: { pid: number }[] }>(
        `select pg_backend_pid() as pid from (${rows} for update) as held`,
      );
      dropWaiter(admin, held[0]!.pid)
        .then(() => holder.rollback())
        .then(() => resolve(), reject);
    });
  });
}

/** Ends the connection that waits for this one. */
async function dropWaiter(db: World["database"]["admin"], holder: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await db.raw<{ rows: object[] }>(
      "select pg_terminate_backend(pid) from pg_stat_activity where ? = any(pg_blocking_pids(pid))",
      [holder],
    );
    expect(rows).not.toEqual([]);
  }, soon);
}
