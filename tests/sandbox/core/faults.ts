import { z } from "zod";
import { seededRandom } from "./seeded-random.ts";

const LONGEST_MS = 600_000;

export const Fault = z
  .strictObject({
    method: z
      .string()
      .regex(/^(\*|[a-z]+)$/i)
      .default("*"),
    /** A path; `*` stands for any run of characters. */
    path: z
      .string()
      .regex(/^[/*][^?#]*$/, "must be a path, or a pattern of one, without its query"),
    /**
     * `lost_response` does the work, then drops the connection; with `ms`, it drops the connection
     * first and does the work so much later, as a server goes on with a request whose client left.
     */
    kind: z.enum(["status", "delay", "reset", "lost_response", "malformed", "rate_limit"]),
    status: z.number().int().min(200).max(599).optional(),
    /** Of a `status`: what the system would say with it, as JSON. */
    body: z.record(z.string(), z.unknown()).optional(),
    ms: z.number().min(0).max(LONGEST_MS).optional(),
    times: z.number().int().positive().optional(),
    probability: z.number().min(0).max(1).default(1),
    seed: z.number().int().default(1),
  })
  .refine(({ kind, ms }) => kind !== "delay" || ms !== undefined, {
    path: ["ms"],
    message: "a delay needs it",
  });
export type Fault = z.output<typeof Fault>;

interface Armed {
  fault: Fault;
  left: number;
  random(): number;
}

/** Faults are matched in the order they were set; delays add to whatever else applies. */
export class Faults {
  /** Hears of each call that a fault meets: "PUT /path". */
  onTake: (fault: Fault, call: string) => void = () => {};
  #armed: Armed[] = [];

  add(given: z.input<typeof Fault>): void {
    const fault = Fault.parse(given);
    this.#armed.push({
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      random: seededRandom(fault.seed),
    });
  }

  clear(): void {
    this.#armed = [];
  }

  list(): Fault[] {
    return this.#armed.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  take(method: string, path: string): { delayMs: number; fault: Fault | undefined } {
    let delayMs = 0;
    let chosen: Fault | undefined;
    for (const armed of this.#armed) {
      if (armed.left <= 0 || !matches(armed.fault, method, path)) continue;
      if (armed.fault.kind !== "delay" && chosen) continue;
      if (armed.random() >= armed.fault.probability) continue;
      armed.left -= 1;
      this.onTake(armed.fault, `${method} ${path}`);
      if (armed.fault.kind === "delay") delayMs += armed.fault.ms ?? 0;
      else chosen = armed.fault;
    }
    return { delayMs, fault: chosen };
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== "*" && fault.method.toUpperCase() !== method) return false;
  const pattern = fault.path
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(path);
}
