import type { ActivityColumn } from "../../../server/api/contract.ts";

/** As they head the file's columns, in its order. */
export const columnWords: Record<ActivityColumn, string> = {
  detectedAt: "Timestamp",
  action: "Action",
  resource: "Resource",
  procoreId: "Procore ID",
  title: "Title",
  project: "Project",
  changes: "Changes",
  fields: "Changed fields",
  impact: "Financial impact",
  percent: "Impact in percent",
  currency: "Currency",
  status: "Sync status",
  reason: "Reason",
  error: "Error message",
  transactionId: "Transaction ID",
  erpNumber: "Number in the ERP",
  syncedAt: "Synced at",
  changedBy: "Changed by",
  requestedBy: "Sent by",
  id: "Activity ID",
};
