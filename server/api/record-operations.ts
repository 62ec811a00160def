import { Comparison, RecordDetails, RecordGrid, Synchronized } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { RecordQuery, Resolution, SynchronizeRequest } from "./requests.ts";

const records = "/companies/{companyId}/records";

export const recordOperations: Record<string, Operation> = {
  [`GET ${records}`]: {
    does: "A page of the records under a connection, newest first.",
    asks: RecordQuery,
    gives: RecordGrid,
  },
  [`GET ${records}/{recordId}`]: { does: "One record.", gives: RecordDetails },
  [`GET ${records}/{recordId}/comparison`]: {
    does: "Both systems' values of one record, read from them now.",
    gives: Comparison,
  },
  [`POST ${records}/{recordId}/resolve`]: {
    does: "Ends a difference: takes one side's values. Refused where they are others by now.",
    takes: Resolution,
    status: 202,
  },
  [`POST ${records}/synchronize`]: {
    does: "Sends those of them that may go now, and says of each other one why not.",
    takes: SynchronizeRequest,
    gives: Synchronized,
    status: 202,
  },
};
