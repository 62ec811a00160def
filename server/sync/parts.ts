import type { Knex } from "knex";
import type { Durations } from "../durations.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Lanes } from "../jobs/lanes.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { Seal } from "../store/seal.ts";

/** What every task of this room works with. */
export interface SyncParts {
  db: Knex;
  jobs: Jobs;
  /** Keep the calls to an ERP within what it allows at once. */
  lanes: Lanes;
  procore: ProcoreClient;
  seal: Seal;
  pollSeconds: number;
  durations: Durations;
  /** Only where the app itself runs on loopback: an ERP may be there too. */
  allowsLoopback: boolean;
  /** Creates missing hooks and triggers of one company; `install` knows how. */
  ensureHooks(
    companyId: string,
    by?: { procore: ProcoreClient; signal: AbortSignal },
  ): Promise<void>;
  /** Turns stored deliveries into `detect-change` jobs; `webhooks` knows how. */
  queueDeliveries(): Promise<void>;
}
