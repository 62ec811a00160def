import type { Knex } from "knex";
import { fromKnex, type PgBoss } from "pg-boss";

/**
 * A job is a process's for as long as its heartbeats arrive. One that was frozen may have lost it to
 * another without knowing, and what it knows is out of date.
 */
export interface Claim {
  /** Before a call that changes something elsewhere. Rejects with a ClaimLostError. */
  check(): Promise<void>;
  /**
   * The same before facts from elsewhere are written down: until the transaction ends, nobody else
   * gets the job.
   */
  hold(scope: Knex.Transaction): Promise<void>;
}

export class ClaimLostError extends Error {
  override readonly name = "ClaimLostError";
  readonly retryable = true;
}

/** The job ended while it waited: of what it would have done next nothing has begun. */
export class JobEndedError extends Error {
  override readonly name = "JobEndedError";
  readonly retryable = true;
}

interface Claimed {
  /** The queue's. */
  name: string;
  job: { id: string; retryCount: number; signal: AbortSignal };
}

/** What pg-boss answers and its types leave out: the ids whose claim holds. */
interface Touched {
  settled: string[];
}

/** Each proof is a heartbeat: the claim is good for as long as one from then on. */
export function claimOf(boss: PgBoss, { name, job }: Claimed): Claim {
  const { id, retryCount, signal } = job;
  async function prove(options: Parameters<PgBoss["touch"]>[2] = {}): Promise<void> {
    if (signal.aborted) throw new ClaimLostError("the job was ended", { cause: signal.reason });
    const { settled } = (await boss.touch(name, { id, retryCount }, options)) as Touched;
    if (settled.length === 0) throw new ClaimLostError("another process has the job by now");
  }
  return {
    check: () => prove(),
    hold: (scope) => prove({ db: fromKnex(scope) }),
  };
}
