import type { Claim } from "./claim.ts";

/** Jobs carry ids: a task reads the newest state when it runs. */
export interface Tasks {
  "queue-deliveries": Record<string, never>;
  "detect-change": {
    companyId: string;
    connectionId: string;
    kind: string;
    procoreId: string;
    projectId: string | null;
  };
  "push-record": { companyId: string; connectionId: string; recordId: string };
  /** Writes counterparts (origin_id, origin_code) to Procore. `projectId` null: of the company. */
  "tell-procore": { companyId: string; connectionId: string; projectId: string | null };
  "pull-payments": { companyId: string; connectionId: string };
  "compare-counterparts": { companyId: string; connectionId: string };
  /** Reads what each contract comes to in both systems, for people to look at. */
  "reconcile-figures": { companyId: string; connectionId: string; runId: string };
  /** Writes one contract's payments (`commitment:<id>`), one by one: each takes the next number. */
  "settle-payments": { companyId: string; connectionId: string; parent: string };
  /**
   * Looks for changes without a webhook, and for missed ones. `projectId`: only that project.
   * `isCatchUp`: deliveries were dropped, so all that webhooks tell of is asked for.
   */
  "poll-changes": {
    companyId: string;
    connectionId: string;
    projectId?: string;
    isByClock?: true;
    isCatchUp?: true;
  };
  /** Creates missing hooks and triggers, and has counterparts compared. */
  "repair-hooks": { companyId: string };
  /** Does to many activities what a person has asked for, as far as it gets in a while. */
  "work-batch": { companyId: string };
  /** Archives and erases activities by their age, as the company has set it. */
  "keep-retention": { companyId: string };
  /** Deletes every row of a company that has asked for it. */
  "erase-company": { companyId: string };
}

export type TaskName = keyof Tasks;

/** A retryable error repeats the job later; any other ends it, so the task records the failure. */
export type Task<Name extends TaskName> = (
  payload: Tasks[Name],
  context: TaskContext,
) => Promise<void>;

export interface TaskContext {
  /** Aborted when the process stops, the try takes too long or the claim is lost. */
  signal: AbortSignal;
  /** To ask before each change elsewhere: `signal` comes too late in a process that was frozen. */
  claim: Claim;
  retryCount: number;
  isLastTry: boolean;
}

export type TaskTable = { [Name in TaskName]: Task<Name> };
