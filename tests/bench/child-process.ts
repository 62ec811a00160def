import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ROOT } from "../../scripts/run-step.ts";

export interface Child {
  process: ChildProcess;
  stop(): Promise<void>;
}

const STOP_MS = 12_000;

/**
 * A script of ours as a process of its own. All that it prints goes to stderr; `onLine` sees its
 * stdout as well. It ends when we do.
 */
export function startChild(
  script: string,
  {
    args = [],
    env = {},
    preload = [],
    onLine,
  }: {
    args?: string[];
    env?: NodeJS.ProcessEnv;
    preload?: string[];
    onLine?(line: string): void;
  } = {},
): Child {
  const child = spawn(
    process.execPath,
    [
      ...["./scripts/end-with-parent.ts", ...preload].flatMap((file) => ["--import", file]),
      script,
      ...args,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", 2, "ipc"],
      // Ctrl-C in a terminal is for us alone: we stop it when its work is no longer needed.
      detached: process.platform !== "win32",
    },
  );
  createInterface({ input: child.stdout! }).on("line", (line) => {
    process.stderr.write(`${line}\n`);
    onLine?.(line);
  });
  return {
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The next message that a child sends. Rejects when it ends instead. */
export async function messageOf<T>({ process: child }: Child): Promise<T> {
  const done = new AbortController();
  try {
    return await Promise.race([
      once(child, "message", { signal: done.signal }).then(([message]) => message as T),
      once(child, "exit", { signal: done.signal }).then(([code, signal]): never => {
        throw new Error(
          `${child.spawnargs.slice(3).join(" ")} ended (${String(signal ?? code)}); what it said is above`,
        );
      }),
    ]);
  } finally {
    done.abort();
  }
}
