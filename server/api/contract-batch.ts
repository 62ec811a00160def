import { z } from "zod";

/** Of an export. */
export const ActivityColumn = z.enum([
  "detectedAt",
  "action",
  "resource",
  "procoreId",
  "title",
  "project",
  "changes",
  "fields",
  "impact",
  "percent",
  "currency",
  "status",
  "reason",
  "error",
  "transactionId",
  "erpNumber",
  "syncedAt",
  "changedBy",
  "requestedBy",
  "id",
]);
export type ActivityColumn = z.output<typeof ActivityColumn>;
