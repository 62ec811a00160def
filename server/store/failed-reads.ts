import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";

/** A record; or (`isList`) a project's list of changes of one kind, with the project's own id. */
export interface Unreadable {
  companyId: string;
  connectionId: string;
  kind: string;
  isList: boolean;
  procoreId: string;
  projectId: string | null;
}

export interface Cause {
  reason: string;
  whoseMove: "admin" | "crosstie";
  /** An older state than this was there before us, and is no change. Stays once it is set. */
  baselineUntil?: Date;
}

const { fromRow, toRow } = columns<Unreadable>({
  companyId: "company_id",
  connectionId: "connection_id",
  kind: "kind",
  isList: "is_list",
  procoreId: "procore_id",
  projectId: "project_id",
});

const keyOf = ({ companyId, connectionId, kind, isList, procoreId }: Unreadable) =>
  toRow({ companyId, connectionId, kind, isList, procoreId });

/** A repeated failure changes the reason, but not since when it fails. */
export async function noteFailedRead(
  scope: Scope,
  what: Unreadable,
  { reason, whoseMove, baselineUntil }: Cause,
): Promise<void> {
  await scope("failed_reads")
    .insert({
      ...toRow(what),
      reason,
      whose_move: whoseMove,
      baseline_until: baselineUntil ?? null,
    })
    .onConflict(["company_id", "connection_id", "kind", "is_list", "procore_id"])
    .merge({
      reason,
      whose_move: whoseMove,
      ...(what.isList && { asked_at: scope.fn.now() }),
      ...(baselineUntil && { baseline_until: baselineUntil }),
    });
}

export async function forgetFailedRead(scope: Scope, what: Unreadable): Promise<void> {
  await scope("failed_reads").where(keyOf(what)).delete();
}

/** Of chosen projects and the company itself; asked for longest ago first. */
export async function recordsToReadAgain(
  scope: Scope,
  { companyId, connectionId, limit }: { companyId: string; connectionId: string; limit: number },
): Promise<Pick<Unreadable, "kind" | "procoreId" | "projectId">[]> {
  const { rows } = await scope.raw<{ rows: object[] }>(
    `update failed_reads set asked_at = now()
      where (company_id, connection_id, kind, is_list, procore_id) in (
        select reads.company_id, reads.connection_id, reads.kind, reads.is_list, reads.procore_id
          from failed_reads reads left join company_projects projects using (company_id, project_id)
         where reads.company_id = :companyId and reads.connection_id = :connectionId
           and not reads.is_list and (reads.project_id is null or projects.is_chosen)
         order by reads.asked_at limit :limit)
     returning kind, procore_id, project_id`,
    { companyId, connectionId, limit },
  );
  return rows.map(fromRow);
}

export async function failedLists(
  scope: Scope,
  { companyId, connectionId }: { companyId: string; connectionId: string },
): Promise<{ kind: string; projectId: string; since: Date; askedAt: Date }[]> {
  const rows = await scope("failed_reads")
    .where({ company_id: companyId, connection_id: connectionId, is_list: true })
    .select<{ kind: string; procore_id: string; since: Date; asked_at: Date }[]>(
      "kind",
      "procore_id",
      "since",
      "asked_at",
    );
  return rows.map((row) => ({
    kind: row.kind,
    projectId: row.procore_id,
    since: row.since,
    askedAt: row.asked_at,
  }));
}

export interface FailedReads extends Omit<Cause, "baselineUntil"> {
  kind: string;
  isList: boolean;
  projectId: string | null;
  projectName: string | null;
  count: number;
  since: Date;
}

const MOST_SHOWN = 100;

export async function failedReadsOf(scope: Scope, companyId: string): Promise<FailedReads[]> {
  const { rows } = await scope.raw<{ rows: FailedReads[] }>(
    `select reads.kind, reads.is_list as "isList", reads.project_id as "projectId",
            projects.name as "projectName", reads.reason, reads.whose_move as "whoseMove",
            count(*)::int as count, min(reads.since) as since
       from failed_reads reads left join company_projects projects using (company_id, project_id)
      where reads.company_id = :companyId and (reads.project_id is null or projects.is_chosen)
      group by reads.kind, reads.is_list, reads.project_id, projects.name, reads.reason, reads.whose_move
      order by min(reads.since), reads.project_id, reads.kind limit ${MOST_SHOWN}`,
    { companyId },
  );
  return rows;
}
