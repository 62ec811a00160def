import type { Knex } from "knex";
import type { Jobs } from "../../../server/jobs/jobs.ts";
import type { ServedSystem } from "../../sandbox/core/serve.ts";
import type { ProcoreSystem } from "../../sandbox/procore/procore.ts";
import { atRest } from "../at-rest.ts";
import { differencesIn, reconcile } from "./reconcile.ts";
import type { Books } from "./sides.ts";

interface Ending {
  database: { admin: Knex };
  procore: ServedSystem & { system: ProcoreSystem };
  netsuite: ServedSystem;
  jobs: Jobs;
}

/** What differs in a world at its end, after the comparison that production makes each day. */
export async function lastLook(world: Ending, works: boolean): Promise<string[]> {
  if (works) await compareAsEachDay(world);
  const netsuite = world.netsuite.system.state() as Books;
  const sides = { db: world.database.admin, procore: world.procore.system.live(), netsuite };
  return differencesIn(await reconcile(sides));
}

async function compareAsEachDay(world: Ending): Promise<void> {
  const { database, jobs } = world;
  world.procore.faults.clear();
  world.netsuite.faults.clear();
  await database.admin("cursors").where({ name: "payments:all" }).update({ value: "2026-01-01" });
  const connections = await database
    .admin("connections")
    .where({ is_in_use: true })
    .select<{ companyId: string; connectionId: string }[]>({
      companyId: "company_id",
      connectionId: "connection_id",
    });
  await atRest(world);
  await jobs.sendMany("pull-payments", connections);
  await atRest(world);
}
