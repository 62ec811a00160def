import { ReconcilePage } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { ReconcileExport, ReconcileQuery } from "./requests.ts";

const door = "/companies/{companyId}/reconcile";

export const reconcileOperations: Record<string, Operation> = {
  [`GET ${door}`]: {
    does: "What contracts come to in both systems, as the last run read it; what differs comes first.",
    asks: ReconcileQuery,
    gives: ReconcilePage,
  },
  [`POST ${door}`]: { does: "Begins a run. Refused while one goes on.", status: 202 },
  [`GET ${door}/export`]: {
    does: "All of the last run, or what fits: CSV whose cells no spreadsheet takes for formulas.",
    asks: ReconcileExport,
    files: ["text/csv"],
  },
};
