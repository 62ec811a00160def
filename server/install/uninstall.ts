import type { Knex } from "knex";
import type { Jobs } from "../jobs/jobs.ts";
import { setCompanyStatus } from "../store/companies.ts";

/**
 * Ends the company's use of Crosstie: from now on its deliveries are refused and nothing of it is
 * sent. What it has at Procore is taken away by
 * the job that looks after its hooks, which never runs twice at once. Records and activities stay.
 */
export async function uninstall(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  companyId: string,
): Promise<void> {
  await db.transaction(async (trx) => {
    await setCompanyStatus(trx, companyId, "uninstalled");
    await jobs.send("repair-hooks", { companyId }, { trx });
  });
}
