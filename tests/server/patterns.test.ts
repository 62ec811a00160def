import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { systemsFor } from "../../server/connectors/index.ts";

const root = resolve(import.meta.dirname, "../..");
const LONG = 64 * 1024;
/** A linear pattern takes a few milliseconds, one that begins anew at each place hundreds. */
const MOST_MS = 100;
/** The machine may pause in one of them. */
const TRIES = 3;

interface Pattern {
  where: string;
  regex: RegExp;
}

/** Every pattern of the code, and those that systems describe their fields with. */
function patterns(): Pattern[] {
  const files = ["server", "client"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const { program } = parseSync(file, text);
    const where = file.slice(root.length + 1);
    return [...literalsIn(program), ...builtIn(program, text)].map((regex) => ({ where, regex }));
  });
  const described = systemsFor("erp").flatMap(({ id, credentials }) =>
    credentials.fields.flatMap(({ rules = [] }) =>
      rules.map(({ pattern }) => ({ where: id, regex: new RegExp(pattern) })),
    ),
  );
  return [...found, ...described];
}

function literalsIn(node: unknown): RegExp[] {
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if (typeof node !== "object" || node === null) return [];
  if ("regex" in node) {
    const { pattern, flags } = node.regex as { pattern: string; flags: string };
    return [new RegExp(pattern, flags)];
  }
  return Object.values(node).flatMap(literalsIn);
}

/** What a field's rule is made of: its pattern is among those that are described. */
const OF_A_RULE = "new RegExp(pattern)";

/** Those that are put together where they stand, of nothing but what stands there. */
function builtIn(node: unknown, text: string): RegExp[] {
  if (Array.isArray(node)) return node.flatMap((one) => builtIn(one, text));
  if (typeof node !== "object" || node === null) return [];
  const { type, callee, start, end } = node as Record<string, unknown>;
  if (/^(New|Call)Expression$/.test(String(type)) && nameOf(callee) === "RegExp") {
    const written = text.slice(Number(start), Number(end));
    return written === OF_A_RULE ? [] : [runInNewContext(`RegExp(${written})`) as RegExp];
  }
  return Object.values(node).flatMap((one) => builtIn(one, text));
}

const nameOf = (node: unknown) => (node as { name?: string }).name;

/** What almost matches, over and over: the beginnings of matches, and their last letters. */
function worstTexts({ source, flags }: RegExp): string[] {
  const whole = samplesOf(source, flags.replace(/[gimsy]/g, ""));
  const pieces = new Set(
    whole.flatMap((sample) => [
      sample,
      ...[...sample].map((_, length) => sample.slice(0, length + 1)),
      ...sample,
    ]),
  );
  const pumped = [...pieces].slice(0, 60).map((piece) => piece.repeat(LONG / piece.length));
  const head = whole[0]?.slice(0, Math.ceil((whole[0]?.length ?? 0) / 2)) ?? "";
  return [
    ...pumped,
    ...pumped.slice(0, 20).map((text) => `${head}${text}\u0000`),
    " ".repeat(LONG),
    "a".repeat(LONG),
    "eyJ-".repeat(LONG / 4),
    "(".repeat(LONG),
    "1".repeat(LONG),
    "-_.:/@\\".repeat(LONG / 7),
  ];
}

/** None where fast-check cannot make matches of it. */
function samplesOf(source: string, flags: string): string[] {
  try {
    const made = fc.stringMatching(new RegExp(source, flags), { size: "medium" });
    return fc.sample(made, { numRuns: 4, seed: 7 }).filter((sample) => sample.length > 0);
  } catch {
    return [];
  }
}

function shortestOf(text: string, regex: RegExp): number {
  let shortest = Infinity;
  for (let tried = 0; tried < TRIES && shortest >= MOST_MS; tried += 1) {
    const began = performance.now();
    text.replace(regex, "");
    shortest = Math.min(shortest, performance.now() - began);
  }
  return shortest;
}

const all = patterns();

it("knows the patterns of the code", () => {
  expect(all.length).toBeGreaterThan(60);
  const places = all.map(({ where }) => where);
  for (const place of ["server/log.ts", "server/database/absence.ts", "client/format.ts"]) {
    expect(places).toContain(place);
  }
});

it.each(all.map(({ where, regex }) => [String(regex), where, regex] as const))(
  "takes %s of %s through 64 kB of its worst text in linear time",
  (_pattern, _where, regex) => {
    for (const text of worstTexts(regex)) {
      expect(shortestOf(text, regex), JSON.stringify(text.slice(0, 60))).toBeLessThan(MOST_MS);
    }
  },
);
