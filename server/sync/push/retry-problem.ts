import { type Actor, audit } from "../../audit/audit.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { ConflictError, NotFoundError } from "../../errors.ts";
import { sentKinds } from "../../kinds/index.ts";
import type { Within } from "../../store/activity-filter.ts";
import { connectionInUse } from "../../store/connections-in-use.ts";
import { findOpenProblem, neededForCause, retryCause } from "../../store/problems.ts";
import type { SyncParts } from "../parts.ts";

interface Asked {
  companyId: string;
  problemId: string;
  /** By right; undefined: everything in the company. */
  within: Within | undefined;
  by: Actor;
}

/** Records of one transaction, and of one request: whoever has more presses again. */
const AT_ONCE = 500;
const MOST = 10_000;

type Parts = Pick<SyncParts, "db" | "jobs">;

/** Sends all that fails for one cause again; returns how many records. NotFoundError: it is mended. */
export async function retryProblem({ db, jobs }: Parts, asked: Asked): Promise<number> {
  const { companyId } = asked;
  let queued = await inCompany(db, companyId, (scope) => retryFirst(jobs, scope, asked));
  for (let last = queued; last === AT_ONCE && queued < MOST; queued += last) {
    last = await inCompany(db, companyId, (scope) => retrySome(jobs, scope, asked));
  }
  return queued;
}

async function retryFirst(jobs: Parts["jobs"], scope: Scope, asked: Asked): Promise<number> {
  const { companyId } = asked;
  const problem = await findOpenProblem(scope, asked);
  if (!problem) throw new NotFoundError("There is no such problem, or it is mended already.");
  const connection = await connectionInUse(scope, companyId);
  if (!connection) {
    throw new ConflictError("No ERP is connected: an admin connects one in Settings.");
  }
  if (problem.code === "unread") {
    const { connectionId } = connection;
    await jobs.send("poll-changes", { companyId, connectionId }, { trx: scope });
  }
  // What these records need is looked for, and created by no retry.
  const needed = await neededForCause(scope, { ...asked, ...problem, kinds: sentKinds() });
  const payloads = needed.map((one) => ({ companyId, ...one }));
  await jobs.sendMany("push-record", payloads, { trx: scope });
  const queued = await retrySome(jobs, scope, asked);
  if (queued === 0 && asked.within) {
    throw new NotFoundError("Nothing in your projects fails for this problem.");
  }
  return queued;
}

async function retrySome(jobs: Parts["jobs"], scope: Scope, asked: Asked): Promise<number> {
  const { companyId, problemId, by } = asked;
  const problem = await findOpenProblem(scope, asked);
  if (!problem) return 0;
  const which = { ...asked, ...problem, kinds: sentKinds(), by: by.name, limit: AT_ONCE };
  const failed = await retryCause(scope, which);
  const payloads = failed.map((one) => ({ companyId, ...one }));
  await jobs.sendMany("push-record", payloads, { trx: scope });
  const name = problem.title.replaceAll("{record}", "these records");
  await audit(scope, {
    companyId,
    by,
    action: "retry_requested",
    subject: { kind: "problem", id: problemId, name },
    after: { Records: failed.length },
  });
  return failed.length;
}
