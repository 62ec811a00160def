import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";

export const ROOT = join(import.meta.dirname, "../..");

/** Until a process that was just started says its first word, on a busy machine. */
export const starting = { timeout: 30_000 };

const ENVIRONMENT = {
  HOST: "127.0.0.1",
  PORT: "0",
  APP_URL: "http://127.0.0.1",
  ENCRYPTION_KEYS: `test:${randomBytes(32).toString("base64")}`,
  PROCORE_CLIENT_ID: "id",
  PROCORE_CLIENT_SECRET: "secret",
};

export interface Started {
  child: ChildProcess;
  /** What it has written to standard output so far. */
  written(): string;
  exited: Promise<[number | null, NodeJS.Signals | null]>;
  stderr: Promise<string>;
  stdout: Promise<string>;
}

/** The real process, or a script in its environment; it ends with the test. */
export function startMain(
  databaseUrl: string,
  given: Record<string, string> = {},
  script = "server/main.ts",
): Started {
  const child = spawn(process.execPath, [script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...ENVIRONMENT, DATABASE_URL: databaseUrl, ...given },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (written += chunk));
  return {
    child,
    written: () => written,
    exited: once(child, "exit") as Started["exited"],
    stderr: text(child.stderr),
    stdout: once(child.stdout, "end").then(() => written),
  };
}

/** Resolves with the address at which it answers: on a port that was free, as it says itself. */
export async function untilReady({ child, written }: Started): Promise<string> {
  while (child.exitCode === null) {
    const [, port] = /"port":(\d+),"msg":"started"/.exec(written()) ?? [];
    const url = `http://127.0.0.1:${port}`;
    if (
      port &&
      (await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      return url;
    }
    await wait(50);
  }
  throw new Error(`ended with ${child.exitCode}`);
}

/** A new folder that PostgreSQL's user may enter. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "crosstie-main-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  return folder;
}
