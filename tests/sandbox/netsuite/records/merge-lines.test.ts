import fc from "fast-check";
import { expect, it } from "vitest";
import type { Line } from "../account.ts";
import { mergeLines, type Merge } from "./merge-lines.ts";

const fields = fc.record({ amount: fc.nat(999).map(String), doc: fc.nat(5).map(String) });
const existing = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 })
  .chain((numbers) =>
    fc.tuple(...numbers.map((line) => fields.map((one): Line => ({ line, fields: one })))),
  );
const incoming = fc.array(
  fc.record({ line: fc.option(fc.integer({ min: 1, max: 12 }).map(String)), fields }),
  { maxLength: 6 },
);
const merge = (keys: string[]) =>
  fc.record({
    existing,
    incoming,
    keys: fc.constant(keys),
    replace: fc.boolean(),
    nextLine: fc.constant(10),
  });
const numbers = (lines: Line[]) => lines.map(({ line }) => line);
const known = ({ existing: lines }: Merge, line: string | null | undefined) =>
  lines.some((one) => String(one.line) === line);

it("keeps line numbers unique and never gives one again", () => {
  fc.assert(
    fc.property(fc.oneof(merge(["line"]), merge([])), (asked) => {
      const { lines, nextLine } = mergeLines(asked);

      expect(new Set(numbers(lines)).size).toBe(lines.length);
      const added = numbers(lines).filter((line) => !numbers(asked.existing).includes(line));
      expect(added.every((line) => line >= asked.nextLine && line < nextLine)).toBe(true);
    }),
  );
});

it("keyed: changes what is known, adds the rest, and keeps what was not named", () => {
  fc.assert(
    fc.property(merge(["line"]), (asked) => {
      const { lines } = mergeLines({ ...asked, replace: false });

      const unknown = asked.incoming.filter(({ line }) => !known(asked, line));
      expect(lines).toHaveLength(asked.existing.length + unknown.length);
      for (const line of asked.existing) {
        const last = asked.incoming.findLast((one) => one.line === String(line.line));
        expect(lines).toContainEqual({
          line: line.line,
          fields: { ...line.fields, ...last?.fields },
        });
      }
    }),
  );
});

it("keyed with replace: holds exactly what was named", () => {
  fc.assert(
    fc.property(merge(["line"]), (asked) => {
      const { lines } = mergeLines({ ...asked, replace: true });

      const named = new Set(
        asked.incoming.flatMap(({ line }) => (line && known(asked, line) ? [Number(line)] : [])),
      );
      expect(new Set(numbers(lines).filter((line) => line < asked.nextLine))).toEqual(named);
      expect(lines).toHaveLength(
        named.size + asked.incoming.filter(({ line }) => !known(asked, line)).length,
      );
    }),
  );
});

it("not keyed: appends always, and replace wipes first", () => {
  fc.assert(
    fc.property(merge([]), (asked) => {
      const { lines } = mergeLines(asked);

      const kept = asked.replace ? [] : asked.existing;
      expect(lines.slice(0, kept.length)).toEqual(kept);
      expect(lines.slice(kept.length).map((one) => one.fields)).toEqual(
        asked.incoming.map((one) => one.fields),
      );
    }),
  );
});

it("keyed by a document: the same request twice is the same sublist", () => {
  fc.assert(
    fc.property(merge(["doc"]), (asked) => {
      const once = mergeLines({ ...asked, existing: [], replace: false });

      const twice = mergeLines({
        ...asked,
        existing: once.lines,
        nextLine: once.nextLine,
        replace: false,
      });

      expect(twice).toEqual(once);
    }),
  );
});

it("changes nothing in the lines it was given", () => {
  fc.assert(
    fc.property(merge(["line"]), (asked) => {
      const before = structuredClone(asked.existing);

      mergeLines(asked);

      expect(asked.existing).toEqual(before);
    }),
  );
});
