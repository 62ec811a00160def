import type { Knex } from "knex";
import type { Actor } from "../audit/audit.ts";
import { inCompany } from "../database/scope.ts";
import type { Durations } from "../durations.ts";
import { BadRequestError, ConflictError } from "../errors.ts";
import { forgetJobs } from "../jobs/forget-jobs.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { lockCompany, setCompanyStatus } from "../store/companies.ts";
import { beginErasure, endErasure, eraseSome, newestErasure } from "../store/erasures.ts";
import { type LeaveParts, leaveProcore } from "./leave-procore.ts";

const ROWS_AT_ONCE = 2_000;

interface Request {
  companyId: string;
  /** As the person has typed it. */
  companyName: string;
  by: Actor;
}

/** Uninstalls too. The rest is left to its job. */
export async function requestErasure(
  { db, jobs }: { db: Knex; jobs: Pick<Jobs, "send"> },
  { companyId, companyName, by }: Request,
): Promise<void> {
  await inCompany(db, companyId, async (scope) => {
    const company = await lockCompany(scope, companyId);
    if (!company) throw new ConflictError("Crosstie keeps nothing of this company.");
    if (companyName.trim() !== company.name.trim()) {
      throw new BadRequestError(
        `Nothing was erased: type the company’s name as it stands here, ${company.name}.`,
      );
    }
    await setCompanyStatus(scope, companyId, "uninstalled");
    await beginErasure(scope, { companyId, requestedBy: by.userId ?? by.name, requester: by.name });
    await jobs.send("erase-company", { companyId }, { trx: scope });
  });
}

export interface EraseParts extends LeaveParts {
  durations: Pick<Durations, "leaveProcoreMs">;
}

/** Step by step, and may be cut off after any. Rejects when the job must try again. */
export async function eraseCompany(
  parts: EraseParts,
  companyId: string,
  signal?: AbortSignal,
): Promise<void> {
  const { db, durations } = parts;
  const erasure = await inCompany(db, companyId, (scope) => newestErasure(scope, companyId));
  if (!erasure || erasure.doneAt) return;
  // Without its rows nobody could take the hooks away any more.
  const isLastTry = Date.now() - erasure.requestedAt.getTime() > durations.leaveProcoreMs;
  await leaveProcore(parts, companyId, { signal, isLastTry });
  while ((await eraseStep(db, companyId)) > 0) signal?.throwIfAborted();
  await inCompany(db, companyId, async (scope) => {
    await forgetJobs(scope, { companyId, but: "erase-company" });
    await endErasure(scope, companyId);
  });
}

function eraseStep(db: Knex, companyId: string): Promise<number> {
  return inCompany(db, companyId, (scope) => eraseSome(scope, companyId, ROWS_AT_ONCE));
}
