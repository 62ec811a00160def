import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { faultsIn } from "./faults-in.ts";
import { titlesIn } from "./titles-in.ts";

const ROOT = join(import.meta.dirname, "../..");

it.each([
  { table: "000-activities.md", number: "000", last: 138 },
  { table: "001-integration.md", number: "001", last: 24 },
])("shows every promise of $table by a test that is there", ({ table, ...numbering }) => {
  const text = readFileSync(join(import.meta.dirname, table), "utf8");

  expect(faultsIn(text, numbering, titlesOf)).toEqual([]);
});

const read = new Map<string, string[]>();

function titlesOf(path: string): string[] | undefined {
  const file = join(ROOT, path);
  if (!read.has(path) && existsSync(file)) read.set(path, titlesIn(readFileSync(file, "utf8")));
  return read.get(path);
}

const SHOWN = "`tests/a.test.ts` › *shows it*";

it.each([
  ["nothing", "| 9.1 | One | |", "9.1 names no test: nothing"],
  ["an open row", "| 9.1 | One | open |", "9.1 names no test: open"],
  [
    "a file that is not there",
    "| 9.1 | One | `tests/b.test.ts` › *shows it* |",
    "9.1 names no file: tests/b.test.ts",
  ],
  [
    "a test that is not there",
    "| 9.1 | One | `tests/a.test.ts` › *shows* |",
    "9.1 names no test of tests/a.test.ts: shows",
  ],
  [
    "one of two that is not there",
    `| 9.1 | One | ${SHOWN}<br>somewhere |`,
    "9.1 names no test: somewhere",
  ],
  ["unknown work", "| 9.1 | One | later: Some day |", "9.1 waits for unknown work: Some day"],
  ["no promise", `| 9.1 | | ${SHOWN} |`, "9.1 is no row of three"],
  ["a fourth cell", `| 9.1 | One | ${SHOWN} | there |`, "9.1 is no row of three"],
  ["a number twice", `| 9.1 | One | ${SHOWN} |\n| 9.1 | Again | ${SHOWN} |`, "9.1 stands twice"],
  [
    "a number beyond the last",
    `| 9.1 | One | ${SHOWN} |\n| 9.3 | More | ${SHOWN} |`,
    "9.3 is no number of this table",
  ],
  [
    "a number of another table",
    `| 9.1 | One | ${SHOWN} |\n| 8.2 | Else | ${SHOWN} |`,
    "8.2 is no number of this table",
  ],
])("finds fault with %s", (_what, rows, fault) => {
  expect(faultsOf(`${rows}\n| 9.2 | Two | later: AI analysis |`)).toEqual([fault]);
});

it("misses the row that a table leaves out", () => {
  expect(faultsOf(`| 9.1 | One | ${SHOWN} |`)).toEqual(["9.2 is missing"]);
});

it("finds no fault with a test, two tests, and work that comes later", () => {
  const two = `${SHOWN}<br>\`tests/a.test.ts\` › *shows a \\| b*`;

  expect(faultsOf(`| 9.1 | One | ${two} |\n| 9.2 | Two | later: AI analysis |`)).toEqual([]);
});

function faultsOf(rows: string): string[] {
  return faultsIn(
    `# Nine\n\n| # | Promise | Shown by |\n| --- | --- | --- |\n${rows}\n`,
    { number: "9", last: 2 },
    (path) => (path === "tests/a.test.ts" ? ["shows it", "shows a | b"] : undefined),
  );
}

it("knows the tests of a file, and none that does not run", () => {
  const source = `
    it("is plain", async () => { await it2("is no test"); });
    it.each<number>([1, 2])("is one of %i", () => {});
    for (const a of all) describe("more", () => { it(\`takes \${a}\`, () => {}); });
    it.skip("is skipped", () => {});
    it.each([]).skip("is skipped, too", () => {});
    it.skipIf(isSlow)("is skipped at times", () => {});
    it.todo("is to come");
    describe.skip("all", () => { it("is skipped with all", () => {}); });
    // it("is commented out", () => {});
    const text = 'it("is text")';
  `;

  expect(titlesIn(source)).toEqual(["is plain", "is one of %i", "takes ${a}"]);
});
