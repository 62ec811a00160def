import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
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

/** Every literal of the server's code, and the patterns that systems describe their fields with. */
function patterns(): Pattern[] {
  const files = readdirSync(join(root, "server"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) => {
    const { program } = parseSync(file, readFileSync(file, "utf8"));
    return literalsIn(program).map((regex) => ({ where: file.slice(root.length + 1), regex }));
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
  expect(all.map(({ where }) => where)).toContain("server/log.ts");
});

it.each(all.map(({ where, regex }) => [String(regex), where, regex] as const))(
  "takes %s of %s through 64 kB of its worst text in linear time",
  (_pattern, _where, regex) => {
    for (const text of worstTexts(regex)) {
      expect(shortestOf(text, regex), JSON.stringify(text.slice(0, 60))).toBeLessThan(MOST_MS);
    }
  },
);
