// npm runs this with whatever Node it has (18 or later): nothing newer may be used here.
import { NODE, installPackages } from "./install-packages.mjs";
import { run } from "./run-child.mjs";

const SCRIPTS = {
  demo: ["scripts/demo.ts"],
  test: ["scripts/test.ts"],
  check: ["scripts/check.ts"],
  start: ["server/main.ts"],
  dev: ["scripts/demo.ts", "--watch"],
  bench: ["tests/bench/run.ts"],
  chaos: ["tests/chaos/run.ts"],
  build: ["scripts/build.ts"],
  typecheck: ["scripts/typecheck.ts"],
  migrate: ["scripts/migrate.ts"],
  keys: ["scripts/keys.ts"],
  reconcile: ["scripts/reconcile.ts"],
  audit: ["scripts/audit.ts"],
  advisories: ["scripts/advisories.ts"],
  gallery: ["scripts/gallery.ts"],
};
/** These need the packages of the server alone; the others need all of them. */
const OF_THE_SERVER = ["start", "migrate", "keys", "audit"];

async function main([command, ...args]) {
  const script = SCRIPTS[command];
  if (!script) {
    console.error(`npm run ${Object.keys(SCRIPTS).join(" | ")}`);
    process.exit(2);
  }
  await installPackages({ isForServer: OF_THE_SERVER.includes(command) });
  process.exit(await run(NODE, [...script, ...args], { stdio: "inherit" }));
}

main(process.argv.slice(2));
