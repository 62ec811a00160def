import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.ts";
import { findChromium } from "./find-chromium.ts";
import { commandOf, runNode } from "./run-step.ts";
import { typecheck } from "./typecheck.ts";

interface Tally {
  passed: number;
  failed: number;
}

/**
 * All of the checks, each even when one before it failed. Arguments go to vitest: `npm test --
 * tests/server`.
 */
const tallies = [
  await step("types", typecheck),
  await step("lint", () => runNode([commandOf("oxlint", "bin/oxlint"), "--quiet"])),
  await step("format", () => runNode([commandOf("oxfmt", "bin/oxfmt"), "--check"])),
  await step("build", build),
  await runTests(process.argv.slice(2)),
];
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
if (failed > 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed`);

async function step(name: string, check: () => Promise<boolean>): Promise<Tally> {
  console.error(`\n── ${name}`);
  const isFine = await check();
  console.error(isFine ? `${name}: fine` : `${name}: FAILED`);
  return { passed: Number(isFine), failed: Number(!isFine) };
}

async function runTests(args: string[]): Promise<Tally> {
  console.error("\n── tests");
  const chromium = await findChromium();
  const folder = await mkdtemp(join(tmpdir(), "crosstie-tests-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const isFine = await runNode([commandOf("vitest", "vitest.mjs"), "run", ...reporters, ...args], {
    env: { ...process.env, ...(chromium && { CHROMIUM_PATH: chromium }) },
  });
  const counted = await readFile(report, "utf8").then(count, () => ({ passed: 0, failed: 0 }));
  await rm(folder, { recursive: true });
  // A file that does not load, or a set-up that fails, has no failed test of its own.
  return isFine || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

function count(report: string): Tally {
  const { numPassedTests, numFailedTests } = JSON.parse(report) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  return { passed: numPassedTests, failed: numFailedTests };
}
