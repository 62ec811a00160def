import type { Knex } from "knex";
import type { RecordKind } from "./records.ts";

/** A record; or a project's list of what changed, whose `procoreId` is the project's own. */
export type LookKind = RecordKind | "commitment_list" | "requisition_list";

/** Something in Procore that is looked at. */
export interface Look {
  companyId: string;
  connectionId: string;
  kind: LookKind;
  procoreId: string;
  projectId: string | null;
}

/** Why a look failed for good. */
export interface Cause {
  /** In the words of whoever refused, and who that was. */
  reason: string;
  whoseMove: "admin" | "crosstie";
  /**
   * A state from before this instant was there before us, and is no change. Stays once it is set.
   */
  baselineUntil?: Date;
}

interface Row {
  company_id: string;
  connection_id: string;
  kind: LookKind;
  procore_id: string;
  project_id: string | null;
  baseline_until: Date | null;
}

const keyOf = ({ companyId, connectionId, kind, procoreId }: Look) => ({
  company_id: companyId,
  connection_id: connectionId,
  kind,
  procore_id: procoreId,
});

/**
 * Remembers a look that failed for good, until `settleLook`. When it is owed already its newest
 * reason counts, and since when it is owed stays.
 */
export async function oweLook(
  db: Knex,
  look: Look,
  { reason, whoseMove, baselineUntil }: Cause,
): Promise<void> {
  await db("owed_looks")
    .insert({
      ...keyOf(look),
      project_id: look.projectId,
      reason,
      whose_move: whoseMove,
      baseline_until: baselineUntil ?? null,
    })
    .onConflict(["company_id", "connection_id", "kind", "procore_id"])
    .merge({
      reason,
      whose_move: whoseMove,
      ...(baselineUntil && { baseline_until: baselineUntil }),
    });
}

/** The look has been had. */
export async function settleLook(db: Knex, look: Look): Promise<void> {
  await db("owed_looks").where(keyOf(look)).delete();
}

/** Undefined: this look is not owed. */
export async function findOwedLook(
  db: Knex,
  look: Look,
): Promise<{ baselineUntil: Date | null } | undefined> {
  const row = await db<Row>("owed_looks").where(keyOf(look)).first();
  return row && { baselineUntil: row.baseline_until };
}

/**
 * Records to look at again: those of chosen projects and of the company itself, at most `limit`,
 * those that were asked for longest ago first.
 */
export async function nextOwedRecords(
  db: Knex,
  { companyId, connectionId, limit }: { companyId: string; connectionId: string; limit: number },
): Promise<(Look & { kind: RecordKind })[]> {
  const { rows } = await db.raw<{ rows: (Row & { kind: RecordKind })[] }>(
    `update owed_looks set asked_at = now()
      where (company_id, connection_id, kind, procore_id) in (
        select looks.company_id, looks.connection_id, looks.kind, looks.procore_id
          from owed_looks looks left join company_projects projects using (company_id, project_id)
         where looks.company_id = :companyId and looks.connection_id = :connectionId and looks.kind in ('vendor', 'commitment', 'requisition')
           and (looks.project_id is null or projects.is_chosen)
         order by looks.asked_at limit :limit)
     returning *`,
    { companyId, connectionId, limit },
  );
  return rows.map((row) => ({
    companyId: row.company_id,
    connectionId: row.connection_id,
    kind: row.kind,
    procoreId: row.procore_id,
    projectId: row.project_id,
  }));
}

/** Looks that are owed for one reason. */
export interface OwedLooks extends Omit<Cause, "baselineUntil"> {
  kind: LookKind;
  projectId: string | null;
  projectName: string | null;
  count: number;
  since: Date;
}

const MOST_SHOWN = 100;

/**
 * What people are shown: all that is owed by chosen projects and by the company itself, oldest
 * first.
 */
export async function owedLooksOf(db: Knex, companyId: string): Promise<OwedLooks[]> {
  const { rows } = await db.raw<{ rows: OwedLooks[] }>(
    `select looks.kind, looks.project_id as "projectId", projects.name as "projectName", looks.reason, looks.whose_move as "whoseMove",
            count(*)::int as count, min(looks.since) as since
       from owed_looks looks left join company_projects projects using (company_id, project_id)
      where looks.company_id = :companyId and (looks.project_id is null or projects.is_chosen)
      group by looks.kind, looks.project_id, projects.name, looks.reason, looks.whose_move
      order by min(looks.since), looks.project_id, looks.kind limit ${MOST_SHOWN}`,
    { companyId },
  );
  return rows;
}
