import type { Knex } from "knex";
import { fromKnex, type PgBoss } from "pg-boss";

/** A process owns a job while heartbeats arrive; a frozen one may lose it without knowing. */
export interface Claim {
  /** Call before each change elsewhere. Throws a ClaimLostError. */
  check(): Promise<void>;
  /** Call before storing outside facts: nobody else gets the job until the transaction ends. */
  hold(scope: Knex.Transaction): Promise<void>;
}

export class ClaimLostError extends Error {
  override readonly name = "ClaimLostError";
  readonly retryable = true;
}

export class JobEndedError extends Error {
  override readonly name = "JobEndedError";
  readonly retryable = true;
}

interface Claimed {
  name: string;
  job: { id: string; retryCount: number; signal: AbortSignal };
}

interface Touched {
  settled: string[];
}

/** Each `touch` is a heartbeat: the claim holds for as long as one from then on. */
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
