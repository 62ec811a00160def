import type { Scope } from "../database/scope.ts";
import type { Within } from "./activity-filter.ts";
import { columns } from "./columns.ts";

/** Decimal strings in the contract's currency; null: that side does not say. */
export type Sides = [procore: string | null, erp: string | null];
export type FigureName = "contract" | "billed" | "paid" | "retained";

export interface Reason {
  /** The figure that it explains. */
  of: FigureName;
  /** In a few words, and then in a sentence. */
  says: string;
  detail: string | null;
  /** Null: of no record. */
  recordId: string | null;
}

/** One contract, as both systems had it. */
export interface Reconciled {
  projectId: string;
  projectName: string;
  kind: string;
  procoreId: string;
  recordId: string | null;
  number: string;
  title: string;
  vendorName: string | null;
  currency: string;
  figures: Record<FigureName, Sides>;
  reasons: Reason[];
  /** Which of its figures do. */
  differs: FigureName[];
  readAt: Date;
}

type Stored = Reconciled & { companyId: string; runId: string; place: number };

const { fromRow, toRow, names } = columns<Stored>(
  {
    companyId: "company_id",
    runId: "run_id",
    place: "place",
    projectId: "project_id",
    projectName: "project_name",
    kind: "kind",
    procoreId: "procore_id",
    recordId: "record_id",
    number: "number",
    title: "title",
    vendorName: "vendor_name",
    currency: "currency",
    figures: "figures",
    reasons: "reasons",
    differs: "differs",
    readAt: "read_at",
  },
  { json: ["figures", "reasons"] },
);

interface OfRun {
  companyId: string;
  runId: string;
}

/** As `Within.parents` names it. */
const KEY = "kind || ':' || procore_id";

const DIFFERS = "cardinality(differs) > 0";

const AT_ONCE = 500;

/** In the order in which they are given. */
export async function saveReconciled(
  scope: Scope,
  { companyId, runId }: OfRun,
  all: Reconciled[],
): Promise<void> {
  const rows = all.map((one, index) => toRow({ ...one, companyId, runId, place: index + 1 }));
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await scope("reconciled").insert(rows.slice(from, from + AT_ONCE));
  }
}

/** What earlier runs have found: only the last one is shown. */
export async function forgetReconciled(scope: Scope, { companyId, runId }: OfRun): Promise<void> {
  await scope("reconciled").where({ company_id: companyId }).whereNot({ run_id: runId }).delete();
}

export interface ReconciledFilter extends OfRun {
  within?: Within | undefined;
  projectId?: string | undefined;
  /** Only those. */
  isDifferent?: boolean | undefined;
}

export async function listReconciled(
  scope: Scope,
  filter: ReconciledFilter,
  { after, limit }: { after: number; limit: number },
): Promise<(Reconciled & { place: number })[]> {
  const rows = await fitting(scope, filter)
    .where("place", ">", after)
    .orderBy("place")
    .limit(limit)
    .select<object[]>(names());
  return rows.map(fromRow);
}

export async function countReconciled(scope: Scope, filter: ReconciledFilter): Promise<number> {
  const row = await fitting(scope, filter).count<{ count: string }[]>("* as count").first();
  return Number(row?.count ?? 0);
}

function fitting(
  scope: Scope,
  { companyId, runId, within, projectId, isDifferent }: ReconciledFilter,
) {
  const query = scope("reconciled").where({ company_id: companyId, run_id: runId });
  if (within) {
    query.whereRaw(`(project_id = any(:projectIds) or ${KEY} = any(:parents))`, {
      projectIds: [...within.projectIds],
      parents: [...within.parents],
    });
  }
  if (projectId) query.where({ project_id: projectId });
  if (isDifferent) query.whereRaw(DIFFERS);
  return query;
}

export interface ProjectTotals {
  projectId: string;
  projectName: string;
  currency: string;
  contracts: number;
  differing: number;
  /** Of what each side says; null: it says nothing of any. */
  figures: Record<FigureName, Sides>;
}

const FIGURES: FigureName[] = ["contract", "billed", "paid", "retained"];

/** By project and currency: amounts in two currencies are never added up. */
export async function totalsByProject(
  scope: Scope,
  of: Omit<ReconciledFilter, "projectId" | "isDifferent">,
): Promise<ProjectTotals[]> {
  const sums = FIGURES.map(
    (name) =>
      `'${name}', json_build_array(sum((figures->'${name}'->>0)::numeric)::text, sum((figures->'${name}'->>1)::numeric)::text)`,
  );
  return fitting(scope, of)
    .groupBy("project_id", "currency")
    .orderByRaw(
      "count(*) filter (where cardinality(differs) > 0) desc, min(project_name), currency",
    )
    .select<ProjectTotals[]>(
      "currency",
      scope.raw('project_id as "projectId"'),
      scope.raw('min(project_name) as "projectName"'),
      scope.raw("count(*)::int as contracts"),
      scope.raw(`(count(*) filter (where ${DIFFERS}))::int as differing`),
      scope.raw(`json_build_object(${sums.join(", ")}) as figures`),
    );
}
