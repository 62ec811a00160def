import { setTimeout as wait } from "node:timers/promises";
import type { Trouble } from "./plan-troubles.ts";
import type { Stage } from "./stage.ts";

/** Of a slow machine: each process has the first of these, then none for the second. */
const TURN_MS = { runs: 30, rests: 70 };
const REPEATED = 20;

/** Resolves when it is over, with what it met, in words. */
export async function makeTrouble(stage: Stage, trouble: Trouble): Promise<string> {
  const { processes, systems, neighbour, post, postgres, procore } = stage;
  switch (trouble.do) {
    case "kill": {
      const process = processes[trouble.process];
      await process.kill();
      await wait(trouble.downMs);
      process.start();
      return "killed and started";
    }
    case "stall":
      await processes[trouble.process].freeze(trouble.ms);
      return "goes on";
    case "slow machine":
      return slowDown(stage, trouble.ms);
    case "restart PostgreSQL":
      await postgres.restart();
      return "restarted";
    case "expire tokens": {
      const { system } = systems[trouble.system];
      return JSON.stringify(await system.act({ do: "expire_tokens" }));
    }
    case "noise":
      await neighbour.system.act({ do: "set_latency", ms: trouble.latencyMs });
      await wait(trouble.ms);
      await neighbour.system.act({ do: "set_latency", ms: 0 });
      return "is over";
    case "repeat deliveries": {
      await procore.system.act({ do: "set_webhook_options", copies: trouble.copies });
      await wait(trouble.ms);
      await procore.system.act({ do: "set_webhook_options", copies: 1 });
      return `${post.repeat(REPEATED)} once more`;
    }
    case "reorder deliveries":
      return reported(post.collect(), trouble.ms, "in reverse");
    case "withhold deliveries":
      return reported(post.withhold(), trouble.ms, "withheld so far");
    default:
      systems[trouble.system].faults.add(trouble.fault);
      return "set";
  }
}

async function reported(end: () => number, ms: number, words: string): Promise<string> {
  await wait(ms);
  return `${end()} ${words}`;
}

async function slowDown({ processes }: Stage, ms: number): Promise<string> {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    await Promise.all(Object.values(processes).map((one) => one.freeze(TURN_MS.rests)));
    await wait(TURN_MS.runs);
  }
  return "is over";
}
