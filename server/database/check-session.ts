import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "knex";
import { DatabaseError } from "./refused.ts";
import type { Session } from "./session.ts";

const PATIENCE_MS = 5_000;
const TELL_AGAIN_MS = 500;

/** Throws a DatabaseError when notices do not arrive: a transaction pooler, or another database. */
export async function assertHears(
  session: Session,
  db: Knex,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const channel = `crosstie_check_${randomBytes(8).toString("hex")}`;
  const { promise: heard, resolve } = Promise.withResolvers<true>();
  const end = await session.listen(channel, { onNotice: () => resolve(true), onGap() {} });
  try {
    const deadline = performance.now() + patienceMs;
    while (performance.now() < deadline) {
      // without a value, which would have it prepared: behind such a pooler that fails otherwise
      await db.raw(`notify ${channel}`);
      if (await Promise.race([heard, wait(Math.min(TELL_AGAIN_MS, patienceMs), false)])) return;
    }
  } finally {
    await end();
  }
  throw new DatabaseError(
    "DATABASE_DIRECT_URL (DATABASE_URL where it is not set) does not keep one session, as behind a pooler in transaction mode, so live changes and the clock would stand still. Set DATABASE_DIRECT_URL to the address of PostgreSQL itself, or of a pooler in session mode, with the same database.",
  );
}
