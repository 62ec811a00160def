import type { ActivityRow } from "../store/activity-rows.ts";
import type { Activity, ActivityColumn } from "./contract.ts";
import type { Cell, TableColumn } from "./write-table.ts";

interface Column extends TableColumn {
  cell(activity: Activity, row: ActivityRow): Cell;
}

const actions: Record<Activity["action"], string> = {
  created: "Created",
  updated: "Updated",
  deleted: "Deleted",
  first_sent: "First sent",
  linked: "Linked",
  accepted: "Accepted",
};

const statuses: Record<Activity["status"], string> = {
  pending: "Pending",
  failed: "Failed",
  synced: "Synced",
  not_applicable: "N/A",
};

const text = (
  header: string,
  width: number,
  cell: (activity: Activity, row: ActivityRow) => string | null,
): Column => ({ header, width, cell, holds: "text" });
const instant = (header: string, cell: (row: ActivityRow) => Date | null): Column => ({
  header,
  width: 19,
  holds: "instant",
  cell: (_activity, row) => cell(row),
});
/** A spreadsheet's number holds 15 digits, as JavaScript's does. */
const decimal = (header: string, cell: (activity: Activity) => string | null | undefined) => ({
  header,
  width: 18,
  holds: "decimal" as const,
  cell(activity: Activity) {
    const amount = cell(activity);
    return amount == null ? null : Number(amount);
  },
});

/** In this order, whatever the order in which they were asked for. */
export const activityColumns: Record<ActivityColumn, Column> = {
  detectedAt: instant("Timestamp", ({ detectedAt }) => detectedAt),
  action: text("Action", 12, ({ action }) => actions[action]),
  resource: text("Resource", 16, ({ resourceWord }) => resourceWord),
  procoreId: text("Procore ID", 20, ({ procoreId }) => procoreId),
  title: text("Title", 40, ({ title }) => title),
  project: text("Project", 24, ({ projectName }) => projectName),
  changes: {
    header: "Changes",
    width: 9,
    holds: "count",
    cell: ({ changes }) => changes.length,
  },
  fields: text("Changed fields", 40, ({ changes }) => changes.map(changeOf).join("; ")),
  impact: decimal("Financial impact", ({ impact }) => impact?.amount),
  percent: decimal("Impact in percent", ({ impact }) => impact?.percent),
  currency: text("Currency", 9, ({ impact, currency }) => (impact ? currency : null)),
  status: text("Sync status", 12, ({ status }) => statuses[status]),
  reason: text(
    "Reason",
    40,
    ({ failure, note, waiting }) => failure?.title ?? note ?? waiting ?? null,
  ),
  error: text("Error message", 40, ({ failure }) => failure?.said ?? failure?.detail ?? null),
  transactionId: text("Transaction ID", 16, ({ transactionId }) => transactionId),
  erpNumber: text("Number in the ERP", 18, ({ counterpart }) => counterpart?.number ?? null),
  syncedAt: instant("Synced at", ({ syncedAt }) => syncedAt),
  changedBy: text("Changed by", 20, ({ changedBy }) => changedBy),
  requestedBy: text("Sent by", 20, ({ requestedBy }) => requestedBy),
  id: text("Activity ID", 12, ({ id }) => id),
};

const changeOf = ({ word, old, new: now }: Activity["changes"][number]) =>
  `${word}: ${old ?? "–"} → ${now ?? "–"}`;
