import { loadavg } from "node:os";
import { activitiesPage } from "./activities-page.ts";
import { type Bench, rounded, say } from "./bench.ts";
import { enableSync } from "./enable-sync.ts";
import { idleTick } from "./idle-tick.ts";
import { noisyNeighbour } from "./noisy-neighbour.ts";
import { panelSize } from "./panel-size.ts";
import { pushDrain } from "./push-drain.ts";
import { Stops } from "./stops.ts";
import { webhookFlood } from "./webhook-flood.ts";
import { webhookReceipt } from "./webhook-receipt.ts";

const BENCHES: Record<string, Bench> = {
  "panel-size": panelSize,
  "idle-tick": idleTick,
  "webhook-receipt": webhookReceipt,
  "webhook-flood": webhookFlood,
  "push-drain": pushDrain,
  "enable-sync": enableSync,
  "noisy-neighbour": noisyNeighbour,
  "activities-page": activitiesPage,
};

let stops = new Stops();
let isInterrupted = false;

/**
 * One JSON line a bench on stdout. Exit code 1: a bench could not measure, because something did
 * not do its work; a missed aim is no failure.
 */
async function run(names: string[]): Promise<void> {
  const unknown = names.find((name) => !BENCHES[name]);
  if (unknown) {
    throw new Error(`There is no bench "${unknown}": ${Object.keys(BENCHES).join(", ")}`);
  }
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    say(`\n── ${name}`);
    await measure(name, bench);
  }
}

async function measure(name: string, bench: Bench): Promise<void> {
  stops = new Stops();
  try {
    const { ratio, aim, what, ...figures } = await bench(stops);
    console.log(
      JSON.stringify({
        name,
        ratio: rounded(ratio),
        aim,
        what,
        ...figures,
        load: rounded(loadavg()[0] ?? 0, 1),
      }),
    );
  } catch (error) {
    if (isInterrupted) return;
    console.error(error);
    process.exitCode = 1;
  } finally {
    await stops.stopAll();
  }
}

/** Whoever started us may be gone without a word. */
const parent = process.ppid;
setInterval(() => process.ppid !== parent && void leave(), 500).unref();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void leave());
}

async function leave(): Promise<void> {
  if (isInterrupted) return;
  isInterrupted = true;
  await stops.stopAll();
  process.exit(130);
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
if (!isInterrupted) process.exit();
