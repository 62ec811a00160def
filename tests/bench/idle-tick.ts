import type { Knex } from "knex";
import { bringUpToDate } from "../../server/bring-up-to-date.ts";
import { connect } from "../../server/database/open-database.ts";
import { inCompany } from "../../server/database/scope.ts";
import { createLog } from "../../server/log.ts";
import { beginCompany, setCompanyStatus } from "../../server/store/companies.ts";
import { saveConnection } from "../../server/store/connections.ts";
import type { SyncParts } from "../../server/sync/parts.ts";
import { tick } from "../../server/sync/tick.ts";
import { aConnection } from "../a-connection.ts";
import { statementsOf, sum } from "../statements.ts";
import { type Bench, say } from "./bench.ts";
import { startDatabase } from "./database.ts";
import { openJobs } from "./open-backend.ts";

const COMPANIES = [10, 100, 1_000];

/** What a tick costs while nothing is due, and once when everything is. */
export const idleTick: Bench = async (stops) => {
  const { connectionString, ownerConnectionString } = await startDatabase(stops);
  const openPool = (url: string) =>
    stops.start(
      async () => connect(url),
      (pool) => pool.destroy(),
    );
  const db = await openPool(connectionString);
  const admin = await openPool(ownerConnectionString);
  const log = createLog("error", { write: (line) => void process.stderr.write(line) });
  await bringUpToDate({ migrationUrl: ownerConnectionString, db, log });
  const { jobs } = await openJobs(stops, { connectionString, log });
  const parts = { db, jobs, pollSeconds: 300 } as SyncParts;
  const idle: number[] = [];
  const allDue: number[] = [];
  for (const [index, companies] of COMPANIES.entries()) {
    say(`${companies} companies`);
    await addCompanies(db, { from: COMPANIES[index - 1] ?? 0, to: companies });
    await tick(parts);
    idle.push(sum(await statementsOf(() => tick(parts))));
    await admin("schedules").update({ due_at: new Date(0) });
    allDue.push(sum(await statementsOf(() => tick(parts))));
  }
  return {
    ratio: (idle.at(-1) ?? Number.NaN) / (idle[0] ?? Number.NaN),
    aim: 1,
    isAtMost: true,
    what: `statements of a tick at ${COMPANIES.at(-1)} idle companies ÷ at ${COMPANIES[0]}`,
    companies: COMPANIES,
    statements: idle,
    statementsWhenAllIsDue: allDue,
  };
};

async function addCompanies(db: Knex, { from, to }: { from: number; to: number }): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const companyId = String(562949953421312 + number);
    await inCompany(db, companyId, async (scope) => {
      await beginCompany(scope, { companyId, name: "Idle", webhookSecret: "", installedBy: "1" });
      await saveConnection(scope, { ...aConnection, companyId });
      await setCompanyStatus(scope, companyId, "active");
    });
  }
}
