import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { ROOT } from "../../scripts/run-step.ts";
import type { ProcessName } from "./plan-troubles.ts";

const LONG_MS = 200;

/** A line of the log, or what else was written. */
export interface Said {
  process: ProcessName;
  level: string;
  msg: string;
  line: string;
}

/**
 * One process of the app, as its supervisor sees it: killed, it is started again; ended by itself,
 * that is told.
 */
export class AppProcess {
  readonly name: ProcessName;
  readonly said: Said[] = [];
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #isWanted = false;
  #isOver = false;
  #freezers = 0;
  #started = Promise.withResolvers<void>();

  constructor(name: ProcessName, env: NodeJS.ProcessEnv) {
    this.name = name;
    this.#env = env;
  }

  /** Again, or after its end: nothing. */
  start(): void {
    if (this.#isWanted || this.#isOver) return;
    this.#isWanted = true;
    this.#started = Promise.withResolvers();
    const child = spawn(
      process.execPath,
      ["./scripts/end-with-parent.ts", "./tests/chaos/hasten.ts"]
        .flatMap((file) => ["--import", file])
        .concat("server/main.ts"),
      { cwd: ROOT, env: this.#env, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => this.#hear(line));
    }
    child.once("exit", (code, signal) => {
      if (this.#child !== child || !this.#isWanted) return;
      this.#note("fatal", `ended by itself (${signal ?? code})`);
      this.#isWanted = false;
      this.start();
    });
  }

  /** Resolves once it works. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!this.#isWanted || !child) return;
    this.#isWanted = false;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Whatever is under way, it is not started again. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.kill();
  }

  /** As an operator stops it. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!this.#isWanted || !child) return;
    this.#isWanted = false;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const [code, signal] = (await ended) as [number | null, string | null];
    if (code !== 0) this.#note("fatal", `did not stop well (${signal ?? code})`);
  }

  /** For so long it does nothing, and knows nothing of it. */
  async freeze(ms: number): Promise<void> {
    const child = this.#child;
    this.#freezers += 1;
    child?.kill("SIGSTOP");
    const guard = child?.pid && ms > LONG_MS ? thawLater(child.pid, ms) : undefined;
    await wait(ms);
    guard?.kill();
    this.#freezers -= 1;
    if (this.#freezers === 0) this.#child?.kill("SIGCONT");
  }

  #hear(line: string): void {
    const read = parsed(line);
    if (!read) return this.#note("fatal", line);
    this.said.push({ process: this.name, level: read.level, msg: read.msg, line });
    if (read.msg === "started") this.#started.resolve();
  }

  #note(level: string, msg: string): void {
    this.said.push({ process: this.name, level, msg, line: msg });
  }
}

/** Whoever kills us leaves nobody frozen behind. */
function thawLater(pid: number, ms: number): ChildProcess {
  const seconds = Math.ceil(ms / 1_000) + 1;
  const script = `sleep ${seconds}; kill -CONT ${pid}`;
  return spawn("sh", ["-c", script], { stdio: "ignore", detached: true });
}

function parsed(line: string): { level: string; msg: string } | undefined {
  try {
    const read = JSON.parse(line) as { level?: unknown; msg?: unknown };
    if (typeof read.level !== "string") return undefined;
    return { level: read.level, msg: String(read.msg ?? "") };
  } catch {
    return undefined;
  }
}
