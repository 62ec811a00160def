import type { Claim } from "./claim.ts";

/**
 * What a job of each queue carries. Small and by id: the task reads the newest state when it runs.
 */
export interface Tasks {
  /** Turns stored deliveries into one `detect-change` per record. */
  "queue-deliveries": Record<string, never>;
  /** Fetches a record from Procore, compares it with the last snapshot, writes an activity. */
  "detect-change": {
    companyId: string;
    connectionId: string;
    /** As `kinds` names it. */
    kind: string;
    procoreId: string;
    projectId: string | null;
  };
  /** Brings one record up to date in the ERP. */
  "push-record": { companyId: string; connectionId: string; recordId: string };
  /** Writes origin_id and origin_code of the newly synced records of one project to Procore. */
  "tell-procore": { companyId: string; connectionId: string; projectId: string | null };
  /** Reads what was paid in the ERP. */
  "pull-payments": { companyId: string; connectionId: string };
  /** Asks the ERP how all counterparts stand, and notes where they differ from what was sent. */
  "compare-counterparts": { companyId: string; connectionId: string };
  /**
   * Writes the payments on one contract (new, changed or voided) to Procore, one after the other:
   * Procore numbers them. `parent`: `commitment:<id>`. Jobs wait under this name in databases, so
   * the queue keeps it.
   */
  "settle-payments": { companyId: string; connectionId: string; parent: string };
  /**
   * Looks for changes that come without a webhook, or whose webhook never came. With a project: for
   * what has webhooks there, at once. By the clock: for what is due.
   */
  "poll-changes": {
    companyId: string;
    connectionId: string;
    projectId?: string;
    isByClock?: true;
  };
  /** Creates missing webhook hooks and triggers, and has counterparts compared. */
  "repair-hooks": { companyId: string };
}

export type TaskName = keyof Tasks;

/**
 * Carries out one job. Rejecting with a retryable error runs it again later; any other error ends
 * it, so a task records what failed itself.
 */
export type Task<Name extends TaskName> = (
  payload: Tasks[Name],
  context: TaskContext,
) => Promise<void>;

export interface TaskContext {
  /** Aborted when the process stops. */
  signal: AbortSignal;
  /** Asked before anything is changed elsewhere: `signal` tells a frozen process too late. */
  claim: Claim;
  /** 0 on the first try. */
  retryCount: number;
  /** This try is the last: after it the job ends for good. */
  isLastTry: boolean;
}

export type TaskTable = { [Name in TaskName]: Task<Name> };
