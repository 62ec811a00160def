import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import type { DataFolder } from "./data-folder.ts";
import { isRunning, readLockFile } from "./lock-file.ts";

/** Our use of a running server. Processes share it; the last to leave stops it. */
export interface Tenancy {
  port: number;
  client: Client;
  leave(): Promise<void>;
}

const LOCK = "71460218";
const STOP_MS = 8_000;
const STOP_POLL_MS = 20;
/** 57P01: shut down, 57P02: crashed, 57P03: cannot connect now. */
const NOT_NOW = new Set(["57P01", "57P02", "57P03", "ECONNREFUSED", "ECONNRESET"]);

/** Undefined: the server does not take connections, not yet or no longer. */
export async function join(
  folder: DataFolder,
  { pid, port }: { pid: string; port: number },
): Promise<Tenancy | undefined> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: folder.password,
    database: "postgres",
    application_name: "crosstie tenant",
  });
  const state = { isLeaving: false };
  client.on("error", (cause) => {
    // Nothing works without the database: the process ends, for its supervisor to restart it.
    if (!state.isLeaving) throw new Error("The embedded PostgreSQL went away.", { cause });
  });
  try {
    state.isLeaving = true;
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${LOCK})`);
    state.isLeaving = false;
  } catch (error) {
    await client.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
  const leave = async () => {
    if (state.isLeaving) return;
    state.isLeaving = true;
    const { rows } = await client.query<{ is_last: boolean }>(
      `select pg_advisory_unlock_shared(${LOCK}), pg_try_advisory_lock(${LOCK}) as is_last`,
    );
    if (rows[0]?.is_last) await stop(folder.path, pid);
    await client.end().catch(() => undefined);
  };
  return { port, client, leave };
}

function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return NOT_NOW.has(code ?? "") || message === "Connection terminated unexpectedly";
}

/** SIGINT: fast shutdown. SIGQUIT: immediate; the next start recovers. */
async function stop(folder: string, pid: string): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(Number(pid), signal);
    const deadline = performance.now() + STOP_MS;
    while (performance.now() < deadline) {
      if ((await readLockFile(folder))?.pid !== pid) return;
      await wait(STOP_POLL_MS);
    }
    if (!(await isRunning(pid))) return;
  }
}
