import type { Knex } from "knex";
import type { Durations } from "../durations.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { Lanes } from "../jobs/lanes.ts";
import type { ProcoreClient } from "../procore/client.ts";
import type { Seal } from "../store/seal.ts";

export interface SyncParts {
  db: Knex;
  jobs: Jobs;
  lanes: Lanes;
  procore: ProcoreClient;
  seal: Seal;
  pollSeconds: number;
  durations: Durations;
  /** True only where the app itself runs on loopback: the ERP may run there too. */
  allowsLoopback: boolean;
  /** Creates a company's missing hooks and triggers; `install` implements it. */
  ensureHooks(
    companyId: string,
    by?: { procore: ProcoreClient; signal: AbortSignal; isLastTry: boolean },
  ): Promise<void>;
  /** Deletes every row of a company that has asked for it; `install` implements it. */
  eraseCompany(companyId: string, signal: AbortSignal): Promise<void>;
  /** False: the company has uninstalled the app in Procore, as was heard within seconds. */
  stillConnected(companyId: string): Promise<boolean>;
  /** Asks Procore what the person may do there now. Throws a NotAllowedError; `api` has the rules. */
  requireRight(
    userId: string,
    place: { companyId: string; projectId?: string },
    action: "sync" | "changeSettings",
  ): Promise<void>;
  /** Turns stored deliveries into `detect-change` jobs; `webhooks` implements it. */
  queueDeliveries(): Promise<void>;
}
