import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const text = readFileSync(join(ROOT, "SECURITY.md"), "utf8");

/** ASVS 5.0.0: how many requirements each section has at levels 1 and 2; they come first in it. */
const SECTIONS: Record<string, number[]> = {
  1: [2, 9, 11, 3, 2],
  2: [3, 3, 4, 1],
  3: [0, 2, 4, 6, 5, 0, 2],
  4: [3, 1, 2, 4],
  5: [1, 3, 2, 3],
  6: [3, 12, 4, 4, 5, 3, 0, 4],
  7: [3, 4, 2, 5, 2, 2],
  8: [2, 3, 1, 1],
  9: [3, 4],
  10: [2, 2, 4, 11, 5, 2, 3],
  11: [2, 3, 3, 4, 1, 1],
  12: [3, 2, 4],
  13: [1, 5, 2, 5],
  14: [2, 4, 3],
  15: [3, 3, 7],
  16: [1, 5, 4, 3, 3],
  17: [1, 4, 2],
};
const standard = Object.entries(SECTIONS).flatMap(([chapter, sections]) =>
  sections.flatMap((count, section) =>
    Array.from({ length: count }, (_, place) => `${chapter}.${section + 1}.${place + 1}`),
  ),
);

type State = "met" | "in part" | "not met" | "does not apply";

interface Row {
  ids: string[];
  chapter: string;
  state: State;
  files: string;
  tests: string;
}

const rows = text.split(/^### V/m).flatMap((chapter) => {
  const [, number = ""] = /^(\d+) /.exec(chapter) ?? [];
  return [...chapter.matchAll(/^\| (\d[\d., ]*) \| (.*) \| (.*)\| (.*)\|$/gm)].map(
    ([, ids = "", holds = "", files = "", tests = ""]): Row => ({
      ids: ids.split(", "),
      chapter: number,
      state: stateOf(holds),
      files,
      tests,
    }),
  );
});

function stateOf(holds: string): State {
  if (holds.startsWith("Partly: ")) return "in part";
  if (holds.startsWith("**Not met** ")) return "not met";
  return holds.startsWith("Does not apply: ") ? "does not apply" : "met";
}

const countOf = (state: State) =>
  rows.filter((row) => row.state === state).flatMap(({ ids }) => ids).length;

it("names each requirement of levels 1 and 2 once, in its chapter", () => {
  const named = rows.flatMap(({ ids }) => ids);

  expect(standard).toHaveLength(253);
  expect(named.toSorted()).toEqual(standard.toSorted());
  expect(
    rows.filter(({ ids, chapter }) => ids.some((id) => !id.startsWith(`${chapter}.`))),
  ).toEqual([]);
});

it("counts what is met, and what is not, as its tables do", () => {
  const told = /^Of .* requirements of levels 1 and 2, .*$/m.exec(text)?.[0];

  expect(told).toBe(
    `Of ${standard.length} requirements of levels 1 and 2, ${countOf("met")} are met, ${countOf("in part")} are met in part, ${countOf("not met")} are not, and ${countOf("does not apply")} do not apply.`,
  );
});

it("names a file and a test for whatever it claims", () => {
  const claims = rows.filter(({ state }) => state === "met" || state === "in part");
  const unproved = claims.filter(
    ({ files, tests }) =>
      !/`[\w./-]+`/.test(files) || !/`tests\/[\w./-]+\.test\.ts`|this file/.test(tests),
  );

  expect(unproved.map(({ ids }) => ids)).toEqual([]);
});

it("names no file that is not there", () => {
  const named = [...text.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.\w+|[\w-]+\.json)`/g)].map(
    ([, path]) => path!,
  );
  const built = ["dist/sbom.json"];

  expect(named.length).toBeGreaterThan(200);
  expect(named.filter((path) => !built.includes(path) && !existsSync(join(ROOT, path)))).toEqual(
    [],
  );
});
