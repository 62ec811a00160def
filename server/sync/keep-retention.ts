import { CROSSTIE } from "../audit/actors.ts";
import { audit } from "../audit/audit.ts";
import { inCompany, type Scope } from "../database/scope.ts";
import type { Task } from "../jobs/tasks.ts";
import { archiveByAge, eraseByAge, findRetention, type SetRetention } from "../store/retention.ts";
import type { SyncParts } from "./parts.ts";

/** Of one transaction, which has an entry in the audit log. */
const AT_ONCE = 2_000;

/** Each night: archives what is completed for so long, and erases what is archived for so long. */
export function keepRetention({ db }: Pick<SyncParts, "db">): Task<"keep-retention"> {
  return async ({ companyId }, { signal }) => {
    for (const step of [archiveSome, eraseSome]) {
      let count: number;
      do {
        signal.throwIfAborted();
        // somebody may change it meanwhile
        count = await inCompany(db, companyId, async (scope) => {
          const retention = await findRetention(scope, companyId);
          return retention ? step(scope, companyId, retention) : 0;
        });
      } while (count === AT_ONCE);
    }
  };
}

async function archiveSome(
  scope: Scope,
  companyId: string,
  { archiveAfterMonths: months, setBy }: SetRetention,
): Promise<number> {
  if (months === null) return 0;
  const count = await archiveByAge(scope, { companyId, months, limit: AT_ONCE });
  if (count > 0) {
    await audit(scope, {
      companyId,
      by: CROSSTIE,
      action: "activities_archived",
      subject: { kind: "activities", id: companyId, name: `${count} activities` },
      after: { "Completed for": `${months} months`, "Set by": setBy },
    });
  }
  return count;
}

async function eraseSome(
  scope: Scope,
  companyId: string,
  { eraseAfterYears: years, setBy }: SetRetention,
): Promise<number> {
  if (years === null) return 0;
  const count = await eraseByAge(scope, { companyId, years, limit: AT_ONCE });
  if (count > 0) {
    await audit(scope, {
      companyId,
      by: CROSSTIE,
      action: "activities_erased",
      subject: { kind: "activities", id: companyId, name: `${count} activities` },
      after: { "Archived for": `${years} years`, "Set by": setBy },
    });
  }
  return count;
}
