import { ActivityExport } from "./activity-filter.ts";
import type { Operation } from "./operation.ts";
import { tableFormats } from "./write-table.ts";

const company = "/companies/{companyId}";

/** What is done to many activities at once. */
export const batchOperations: Record<string, Operation> = {
  [`GET ${company}/activities/export`]: {
    does: "The activities that match, newest first: CSV whose cells no spreadsheet takes for formulas and whose last line is the count, or a sheet.",
    asks: ActivityExport,
    files: Object.values(tableFormats).map(({ mediaType }) => mediaType),
  },
};
