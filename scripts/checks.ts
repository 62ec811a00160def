import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium, findChromiumShell } from "./find-chromium.ts";
import { commandOf, runNode } from "./run-step.ts";
import { typecheck } from "./typecheck.ts";

export interface Tally {
  passed: number;
  failed: number;
}

export async function checkSources(): Promise<Tally[]> {
  return [
    await step("types", typecheck),
    await step("lint, circles", () => runNode([commandOf("oxlint", "bin/oxlint"), "--quiet"])),
    await step("format", () => runNode([commandOf("oxfmt", "bin/oxfmt"), "--check"])),
    await step("unused", () => knip()),
    await step("unused but by tests", () => knip("--production")),
  ];
}

function knip(...args: string[]): Promise<boolean> {
  return runNode([commandOf("knip", "bin/knip.js"), ...args]);
}

export async function step(name: string, check: () => Promise<boolean>): Promise<Tally> {
  console.error(`\n── ${name}`);
  const isFine = await check().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  console.error(isFine ? `${name}: fine` : `${name}: FAILED`);
  return { passed: Number(isFine), failed: Number(!isFine) };
}

export async function runTests(name: string, args: string[]): Promise<Tally> {
  console.error(`\n── ${name}`);
  const chromium = await findChromium();
  const shell = findChromiumShell();
  const folder = await mkdtemp(join(tmpdir(), "crosstie-tests-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const isFine = await runNode([commandOf("vitest", "vitest.mjs"), "run", ...reporters, ...args], {
    env: {
      ...process.env,
      ...(chromium && { CHROMIUM_PATH: chromium }),
      ...(shell && { CHROMIUM_SHELL_PATH: shell }),
    },
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

export function conclude(tallies: Tally[]): void {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
}
