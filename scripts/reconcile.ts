import { join } from "node:path";
import { reconcileDemo } from "../tests/world/reconcile/of-demo.ts";
import { differencesIn } from "../tests/world/reconcile/reconcile.ts";
import { firstPort } from "./demo-ports.ts";
import { ROOT } from "./run-step.ts";

/** Of a demo that runs; with arguments, only of these projects of Procore. */
async function run(projectIds: string[]): Promise<void> {
  const first = firstPort(process.env.DEMO_PORT);
  const all = await reconcileDemo({
    procore: `http://localhost:${first}`,
    netsuite: `http://localhost:${first + 2}`,
    folder: join(ROOT, `.data/demo-${first}`),
  });
  const compared = all.filter(
    ({ projectId }) => projectIds.length === 0 || projectIds.includes(projectId ?? ""),
  );
  for (const { what, procore: there, netsuite: booked, crosstie } of compared) {
    console.log(`${what} | Procore ${there} | NetSuite ${booked} | Crosstie ${crosstie}`);
  }
  const differences = differencesIn(compared);
  for (const difference of differences) console.log(`DIFFERS ${difference}`);
  console.log(`${compared.length} compared, ${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`Start a demo first (npm run demo), on the same DEMO_PORT. ${String(error)}`);
  process.exitCode = 2;
});
