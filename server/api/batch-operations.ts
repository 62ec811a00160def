import { BatchRequest, RefusedQuery } from "./batch-requests.ts";
import { Batch, NewestBatch, RefusedPage, Retention, RetentionCount } from "./contract.ts";
import { ActivityExport } from "./export-request.ts";
import type { Operation } from "./operation.ts";
import { RetentionQuery } from "./retention.ts";
import { tableFormats } from "./write-table.ts";

const company = "/companies/{companyId}";

/** What is done to many activities at once. */
export const batchOperations: Record<string, Operation> = {
  [`GET ${company}/activities/export`]: {
    does: "The activities that match, newest first: CSV whose cells no spreadsheet takes for formulas and whose last line is the count, or a sheet.",
    asks: ActivityExport,
    files: Object.values(tableFormats).map(({ mediaType }) => mediaType),
  },
  [`POST ${company}/batches`]: {
    does: "Begins to retry, acknowledge, archive or bring back many activities; one such batch at a time. A retry ends once each record has been tried. What the person may not do is refused item by item.",
    takes: BatchRequest,
    gives: Batch,
    status: 202,
  },
  [`GET ${company}/batches/newest`]: {
    does: "How far the newest batch is.",
    gives: NewestBatch,
  },
  [`GET ${company}/batches/{batchId}/refused`]: {
    does: "A page of what of it did not work or waits, and why.",
    asks: RefusedQuery,
    gives: RefusedPage,
  },
  [`POST ${company}/batches/{batchId}/stop`]: {
    does: "Ends it; what is done stays done.",
    gives: Batch,
  },
  [`GET ${company}/retention`]: {
    does: "How long completed activities stay in the lists, and archived ones at all.",
    gives: Retention,
  },
  [`GET ${company}/retention/count`]: {
    does: "How many activities the next night would archive and erase with that.",
    asks: RetentionQuery,
    gives: RetentionCount,
  },
  [`PUT ${company}/retention`]: {
    does: "Sets it; from the next night on it is kept.",
    takes: Retention,
    gives: Retention,
  },
};
