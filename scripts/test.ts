import { advisories } from "./advisories.ts";
import { build } from "./build.ts";
import { checkSources, conclude, runTests, step } from "./checks.ts";

/** Arguments go to vitest: `npm test -- tests/server`. */
conclude([
  ...(await checkSources()),
  await step("build", build),
  await runTests("tests", process.argv.slice(2)),
  // Last, where nobody overlooks that a registry did not answer.
  await step("advisories", advisories),
]);
