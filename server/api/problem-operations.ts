import { Bell, BlockedPage, Overview, ProblemList, Queued } from "./contract.ts";
import type { Operation } from "./operation.ts";
import { BlockedQuery, OverviewQuery, WhichFailures } from "./requests.ts";

const company = "/companies/{companyId}";

export const problemOperations: Record<string, Operation> = {
  [`GET ${company}/overview`]: {
    does: "What needs someone, what is on its way, what the last 30 days brought, and how both systems are.",
    asks: OverviewQuery,
    gives: Overview,
  },
  [`GET ${company}/failures`]: {
    does: "The bell: how many failed records nobody has taken note of, and the last that failed.",
    gives: Bell,
  },
  [`POST ${company}/failures/acknowledge`]: {
    does: "Takes note of failures, for the whole company. A record that fails anew counts again.",
    takes: WhichFailures,
    gives: Bell,
  },
  [`GET ${company}/problems`]: {
    does: "The open causes of failures, the oldest first, with what each of them blocks.",
    gives: ProblemList,
  },
  [`GET ${company}/problems/{problemId}/records`]: {
    does: "A page of the records that it blocks.",
    asks: BlockedQuery,
    gives: BlockedPage,
  },
  [`POST ${company}/problems/{problemId}/retry`]: {
    does: "Sends all that fails for it again: at most 10,000 records of one request.",
    status: 202,
    gives: Queued,
  },
};
