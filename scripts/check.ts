import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { checkSources, conclude, runTests } from "./checks.ts";
import { ROOT } from "./run-step.ts";

/** These take minutes: here they run only when changed themselves, else in `npm test`. */
const WHOLE_APP = [
  "tests/{bad-days,client,console,journeys,scripts}/**/*.test.ts",
  "tests/chaos/chaos.test.ts",
  "tests/server/main*.test.ts",
  "tests/sandbox/procore/pages/side-panel.test.ts",
];

/** What is not committed, else the last commit; `npm run check -- main`: all that main lacks. */
const base = process.argv[2] ?? (git("status", "--porcelain") === "" ? "HEAD~1" : "HEAD");
const changed = new Set(
  [
    git("diff", "--name-only", "--relative", base),
    git("ls-files", "--others", "--exclude-standard"),
  ].flatMap((names) => names.split("\n")),
);
const left = globSync(WHOLE_APP, { cwd: ROOT }).filter((file) => !changed.has(file));

const tallies = [
  ...(await checkSources()),
  await runTests("boundaries", ["tests/boundaries.test.ts"]),
  await runTests("tests that the change touches", [
    `--changed=${base}`,
    "--passWithNoTests",
    ...["tests/boundaries.test.ts", ...left].map((file) => `--exclude=${file}`),
  ]),
];
console.error(`Left to npm test: ${left.length} files of tests that open the whole app.`);
conclude(tallies);

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}
