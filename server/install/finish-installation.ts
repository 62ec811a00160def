import type { Knex } from "knex";
import { ConflictError } from "../errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { pollSoon } from "./poll-soon.ts";
import { lockCompany, noteWebhooks, setCompanyStatus } from "../store/companies.ts";

/**
 * From now on changes are watched. Rejects with ConflictError when nobody has begun, or somebody
 * has uninstalled.
 */
export async function finishInstallation(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  companyId: string,
): Promise<void> {
  await db.transaction(async (trx) => {
    const company = await lockCompany(trx, companyId);
    if (!company || company.status === "uninstalled") {
      throw new ConflictError(
        "Crosstie is not being set up in this company: nobody has begun, or it was uninstalled. Begin the set-up, then finish it.",
      );
    }
    await setCompanyStatus(trx, companyId, "active");
    if (!company.webhooksOk) {
      await noteWebhooks(trx, companyId, {
        ok: false,
        message: "Crosstie is registering its webhooks in Procore. This takes a few seconds.",
      });
    }
    await jobs.send("repair-hooks", { companyId }, { trx });
    await pollSoon({ db, jobs }, { companyId }, trx);
  });
}
