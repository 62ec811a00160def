import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { World } from "./open-world.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface Worker {
  /**
   * `kill -9`: no warning, nothing given back. Resolves when the process is gone; again does
   * nothing.
   */
  kill(): Promise<void>;
  /** As a paused virtual machine: it does nothing, and knows nothing of it. */
  freeze(): void;
  thaw(): void;
  /** What it has logged. */
  said: string[];
}

/**
 * A second process of the app on the world's database, which only works. Resolves once it does;
 * what it logs before that is shown if it does not come so far.
 */
export async function startWorker({ env }: Pick<World, "env">): Promise<Worker> {
  const child = spawn(
    process.execPath,
    [
      "--import=./scripts/end-with-parent.ts",
      "--import=./tests/world/shorten.ts",
      "server/main.ts",
    ],
    {
      cwd: ROOT,
      env: { ...env, LOG_LEVEL: "info", ROLE: "worker", POLL_SECONDS: "3600" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const gone = once(child, "exit");
  const said: string[] = [];
  await untilItWorks(child, said);
  return {
    said,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async kill() {
      child.kill("SIGKILL");
      if (isRunning(child)) await gone;
    },
  };
}

/** Goes on reading afterwards, so that the pipe never fills. */
function untilItWorks(child: ChildProcess, said: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      said.push(line);
      if (line.includes('"msg":"started"')) resolve();
    });
    child.once("exit", () => reject(new Error(`The worker did not start:\n${said.join("\n")}`)));
  });
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) =>
  exitCode === null && signalCode === null;
