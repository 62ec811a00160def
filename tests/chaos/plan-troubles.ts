import fc from "fast-check";
import type { Fault } from "../sandbox/core/faults.ts";
import type { At } from "./plan-step.ts";

export const PROCESSES = ["web", "worker 1", "worker 2"] as const;
export type ProcessName = (typeof PROCESSES)[number];
export type SystemName = "procore" | "netsuite" | "neighbour";

export type Trouble =
  | { do: "kill"; process: ProcessName; downMs: number }
  | { do: "stall"; process: ProcessName; ms: number }
  | { do: "slow machine"; ms: number }
  | { do: "restart PostgreSQL" }
  | { do: "expire tokens"; system: SystemName }
  | { do: "noise"; latencyMs: number; ms: number }
  | { do: "repeat deliveries"; copies: number; ms: number }
  | { do: "reorder deliveries"; ms: number }
  | { do: "withhold deliveries"; ms: number }
  | {
      do:
        | "lose answers"
        | "land late"
        | "answer late"
        | "answer brokenly"
        | "refuse with 429"
        | "fail"
        | "cut off";
      system: SystemName;
      fault: PlannedFault;
    };

export type PlannedFault = Pick<Fault, "method" | "path" | "kind"> &
  Partial<Pick<Fault, "status" | "ms" | "times">>;

/** How often in twenty seconds, at least and at most. */
const OFTEN: Record<Trouble["do"], [number, number]> = {
  kill: [2, 4],
  stall: [1, 3],
  "slow machine": [1, 1],
  "restart PostgreSQL": [1, 2],
  "expire tokens": [1, 3],
  noise: [1, 1],
  "repeat deliveries": [1, 2],
  "reorder deliveries": [1, 2],
  "withhold deliveries": [1, 2],
  "lose answers": [2, 4],
  "land late": [1, 2],
  "answer late": [1, 3],
  "answer brokenly": [1, 3],
  "refuse with 429": [1, 3],
  fail: [1, 3],
  "cut off": [1, 3],
};
export const TROUBLES = Object.keys(OFTEN) as Trouble["do"][];
const PER_MS = 20_000;

const process = fc.constantFrom(...PROCESSES);
const between = (min: number, max: number) => fc.integer({ min, max });

const system = fc.constantFrom<SystemName>("procore", "netsuite", "netsuite", "neighbour");
/** Of those a system is asked by: any call, or only those that change something. */
const methods = fc.constantFrom("*", "PUT", "POST", "PATCH");
const PATHS: Record<SystemName, string[]> = {
  procore: ["/rest/*", "/rest/*", "/oauth/token"],
  netsuite: ["/services/rest/record/*", "/services/rest/*"],
  neighbour: ["/services/rest/*"],
};

/** `fault` has all but where. */
function faulty(
  does: Extract<Trouble, { fault: object }>["do"],
  fault: fc.Arbitrary<Omit<PlannedFault, "method" | "path">>,
): fc.Arbitrary<Trouble> {
  return system.chain((name) =>
    fc
      .record({ method: methods, path: fc.constantFrom(...PATHS[name]), rest: fault })
      .map(({ rest, ...where }) => ({ do: does, system: name, fault: { ...where, ...rest } })),
  );
}

const KINDS: { [Name in Trouble["do"]]: fc.Arbitrary<Trouble> } = {
  kill: fc.record({ do: fc.constant("kill"), process, downMs: between(0, 2_000) }),
  stall: fc.record({
    do: fc.constant("stall"),
    process,
    // Some for so long that another process takes their jobs over.
    ms: fc.oneof({ weight: 3, arbitrary: between(300, 4_000) }, between(14_000, 16_000)),
  }),
  "slow machine": fc.record({ do: fc.constant("slow machine"), ms: between(2_000, 5_000) }),
  "restart PostgreSQL": fc.constant({ do: "restart PostgreSQL" }),
  "expire tokens": fc.record({ do: fc.constant("expire tokens"), system }),
  noise: fc.record({
    do: fc.constant("noise"),
    latencyMs: between(500, 3_000),
    ms: between(5_000, 15_000),
  }),
  "repeat deliveries": fc.record({
    do: fc.constant("repeat deliveries"),
    copies: between(2, 4),
    ms: between(1_000, 6_000),
  }),
  "reorder deliveries": fc.record({
    do: fc.constant("reorder deliveries"),
    ms: between(500, 3_000),
  }),
  "withhold deliveries": fc.record({
    do: fc.constant("withhold deliveries"),
    ms: between(500, 3_000),
  }),
  "lose answers": faulty(
    "lose answers",
    fc.record({ kind: fc.constant("lost_response"), times: between(1, 5) }),
  ),
  "land late": faulty(
    "land late",
    fc.record({
      kind: fc.constant("lost_response"),
      ms: between(300, 3_000),
      times: between(1, 3),
    }),
  ),
  "answer late": faulty(
    "answer late",
    fc.record({ kind: fc.constant("delay"), ms: between(300, 2_500), times: between(3, 20) }),
  ),
  "answer brokenly": faulty(
    "answer brokenly",
    fc.record({ kind: fc.constant("malformed"), times: between(1, 5) }),
  ),
  "refuse with 429": faulty(
    "refuse with 429",
    fc.record({ kind: fc.constant("rate_limit"), times: between(2, 10) }),
  ),
  fail: faulty(
    "fail",
    fc.record({
      kind: fc.constant("status"),
      status: fc.constantFrom(500, 502, 503, 504),
      times: between(1, 6),
    }),
  ),
  "cut off": faulty("cut off", fc.record({ kind: fc.constant("reset"), times: between(1, 5) })),
};

/** Every kind at least once, whatever the seed. `ms`: how long all of it takes. */
export function troubles(ms: number): fc.Arbitrary<At<Trouble>[]> {
  const turns = Math.max(1, Math.round(ms / PER_MS));
  const at = between(Math.round(ms * 0.05), Math.round(ms * 0.95));
  return fc
    .tuple(
      ...TROUBLES.map((name) => {
        const [least, most] = OFTEN[name];
        const size = { minLength: least * turns, maxLength: most * turns };
        return fc.array(fc.record({ at, does: KINDS[name] }), size);
      }),
    )
    .map((all) => all.flat());
}
