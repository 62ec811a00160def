import { AuditPage } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { AuditExport, AuditQuery } from "./requests.ts";

const log = "/companies/{companyId}/audit-log";

export const auditOperations: Record<string, Operation> = {
  [`GET ${log}`]: {
    does: "A page of who did what, newest first.",
    asks: AuditQuery,
    gives: AuditPage,
  },
  [`GET ${log}/export`]: {
    does: "All of it, or what fits, oldest first: CSV whose cells no spreadsheet takes for formulas, or a line of JSON for each entry.",
    asks: AuditExport,
    files: ["text/csv", "application/x-ndjson"],
  },
};
