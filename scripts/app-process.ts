import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "./run-step.ts";

export interface AppProcess {
  /** Resolves once it takes requests. Rejects when it ends instead. */
  ready: Promise<void>;
  ended: Promise<void>;
  stop(): Promise<void>;
}

const READY_POLL_MS = 100;
/** Less than the demo's 10 s: PostgreSQL stops after it. */
const STOP_MS = 6_000;

/** The real app, as a process of its own with its output on stderr. */
export function launchApp(
  env: NodeJS.ProcessEnv & { APP_URL: string },
  { watch }: { watch: boolean },
): AppProcess {
  const args = [
    ...(watch ? ["--watch", "--watch-preserve-output"] : []),
    "--import",
    "./scripts/end-with-parent.ts",
    "server/main.ts",
  ];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", 2, 2],
    detached: process.platform !== "win32",
  });
  const ended = once(child, "exit").then(() => undefined);
  return {
    ready: untilReady(env.APP_URL, ended),
    ended,
    async stop() {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

async function untilReady(appUrl: string, ended: Promise<void>): Promise<void> {
  const over = new AbortController();
  void ended.then(() => over.abort());
  while (!over.signal.aborted) {
    const isUp = await fetch(`${appUrl}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await wait(READY_POLL_MS);
  }
  throw new Error("The app did not start; what it said is above.");
}
