import type { Scope } from "../database/scope.ts";
import type { ActivityTab } from "./activity-filter.ts";
import { columns } from "./columns.ts";

/** Filters under a name; they are one person's. */
export interface ActivityView {
  viewId: string;
  name: string;
  tab: ActivityTab;
  /** As the console's address has them. */
  filters: Record<string, string>;
}

export interface Owner {
  companyId: string;
  userId: string;
}

const { fromRow, toRow, names } = columns<ActivityView & Owner>(
  {
    companyId: "company_id",
    userId: "user_id",
    viewId: "view_id",
    name: "name",
    tab: "tab",
    filters: "filters",
  },
  { json: ["filters"] },
);

export async function activityViews(
  scope: Scope,
  { companyId, userId }: Owner,
): Promise<ActivityView[]> {
  const rows = await scope("activity_views")
    .where(toRow({ companyId, userId }))
    .orderBy(["name", "view_id"])
    .select(names());
  return rows.map(fromRow);
}

/** Undefined: the person has one of that name. */
export async function addActivityView(
  scope: Scope,
  view: Omit<ActivityView, "viewId"> & Owner,
): Promise<ActivityView | undefined> {
  const rows = await scope("activity_views")
    .insert(toRow(view))
    .onConflict(["company_id", "user_id", "name"])
    .ignore()
    .returning(names());
  return rows[0] && fromRow(rows[0]);
}

/** False: the person has none like that, or another one of that name. */
export async function renameActivityView(
  scope: Scope,
  { companyId, userId }: Owner,
  { viewId, name }: Pick<ActivityView, "viewId" | "name">,
): Promise<boolean> {
  const other = scope("activity_views as other").where(toRow({ companyId, userId, name }));
  const renamed = await scope("activity_views")
    .where(toRow({ companyId, userId, viewId }))
    .whereNotExists(other.whereNot({ view_id: viewId }).select(scope.raw("1")))
    .update({ name });
  return renamed > 0;
}

export async function deleteActivityView(
  scope: Scope,
  { companyId, userId }: Owner,
  viewId: string,
): Promise<void> {
  await scope("activity_views").where(toRow({ companyId, userId, viewId })).delete();
}
