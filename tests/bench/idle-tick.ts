import type { Knex } from "knex";
import { createJobs } from "../../server/jobs/jobs.ts";
import { createLog } from "../../server/log.ts";
import { beginCompany, setCompanyStatus } from "../../server/store/companies.ts";
import { saveConnection } from "../../server/store/connections.ts";
import { migrate } from "../../server/store/migrate.ts";
import { connect } from "../../server/store/open-database.ts";
import type { SyncParts } from "../../server/sync/parts.ts";
import { tick } from "../../server/sync/tick.ts";
import { statementsOf, sum } from "../statements.ts";
import { type Bench, say } from "./bench.ts";
import { startDatabase } from "./database.ts";

const COMPANIES = [10, 100, 1_000];

/** What a tick costs while nothing is due, and once when everything is. */
export const idleTick: Bench = async (stops) => {
  const connectionString = await startDatabase(stops);
  const db = await stops.start(
    async () => connect(connectionString),
    (pool) => pool.destroy(),
  );
  await migrate(db);
  const log = createLog("error", { write: (line) => void process.stderr.write(line) });
  const jobs = await stops.start(
    async () => createJobs({ connectionString, log }),
    (started) => started.stop(),
  );
  await jobs.start();
  const parts = { db, jobs, pollSeconds: 300 } as SyncParts;
  const idle: number[] = [];
  const allDue: number[] = [];
  for (const [index, companies] of COMPANIES.entries()) {
    say(`${companies} companies`);
    await addCompanies(db, { from: COMPANIES[index - 1] ?? 0, to: companies });
    await tick(parts);
    idle.push(sum(await statementsOf(() => tick(parts))));
    await db("schedules").update({ due_at: new Date(0) });
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

function addCompanies(db: Knex, { from, to }: { from: number; to: number }): Promise<void> {
  return db.transaction(async (trx) => {
    for (let number = from; number < to; number += 1) {
      const companyId = String(562949953421312 + number);
      await beginCompany(trx, { companyId, name: "Idle", webhookSecret: "", installedBy: "1" });
      await saveConnection(trx, {
        companyId,
        system: "netsuite",
        role: "erp",
        credentials: "",
        shown: {},
        summary: "",
        choices: { subsidiaries: [], items: [] },
      });
      await setCompanyStatus(trx, companyId, "active");
    }
  });
}
