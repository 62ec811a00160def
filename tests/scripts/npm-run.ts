import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

export interface NpmRun {
  /** npm's own process: the one that a person, or a supervisor, knows. */
  npm: ChildProcess;
  firstLine: Promise<string>;
  /** Resolves with npm's exit code when it has ended by itself. */
  ended: Promise<number | null>;
  /** Resolves with npm's exit code and how long it took since it was asked for. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }>;
}

/** `npm run <script>` as people type it. What is left of it when the test ends gets a SIGTERM. */
export function npmRun(
  script: string,
  {
    args = [],
    env = {},
    cwd = ROOT,
  }: { args?: string[]; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): NpmRun {
  const npm = spawn("npm", ["run", "--silent", script, "--", ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(npm, "exit") as Promise<[number | null]>;
  const lines = createInterface({ input: npm.stdout });
  onTestFinished(async () => {
    npm.kill("SIGTERM");
    await ended;
  });
  return {
    npm,
    firstLine: once(lines, "line").then(([line]) => line as string),
    ended: ended.then(([code]) => code),
    async end(signal) {
      const asked = performance.now();
      npm.kill(signal);
      const [code] = await ended;
      return { code, tookMs: performance.now() - asked };
    },
  };
}

export async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Systems give out the ports from here on to whoever asks for any. */
const EPHEMERAL = 32_768;

/** The first of so many free ports in a row, where nobody gets one by chance before it is used. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(10_000, EPHEMERAL - count);
    const ports = Array.from({ length: count }, (_, place) => bindOnce(first + place));
    if ((await Promise.allSettled(ports)).every(({ status }) => status === "fulfilled")) {
      return first;
    }
  }
}

async function bindOnce(port: number): Promise<void> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
