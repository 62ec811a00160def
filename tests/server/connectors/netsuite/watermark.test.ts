import { expect, it } from "vitest";
import {
  later,
  overlapped,
  readCursor,
  surelyBefore,
  type Watermark,
} from "../../../../server/connectors/netsuite/watermark.ts";

const mark = (at: string, id = "77"): Watermark => ({ at, id, seen: [{ at, id }] });
const begins = (at: string) => overlapped(mark(at)).at;

it("begins fifteen minutes back by NetSuite's own clock", () => {
  expect(overlapped(mark("2026-03-01 14:05:00"))).toEqual({
    at: "2026-03-01 13:50:00",
    id: "0",
    seen: [],
  });
});

it("begins more than two hours back at night, when clocks may be set back", () => {
  expect(["2026-11-01 01:10:00", "2026-04-04 23:50:00"].map(begins)).toEqual([
    "2026-10-31 22:55:00",
    "2026-04-04 21:35:00",
  ]);
});

it("begins a day and a half back where no row tells by which clock it was", () => {
  const old = '{"at":"2026-03-03 14:05:00","id":"77"}';

  const { changed } = readCursor(`{"changed":${old},"deleted":${old}}`);

  expect(overlapped(changed).at).toBe("2026-03-02 02:05:00");
});

it("spares NetSuite the older rows by a time that no clock leaves out or shows twice", () => {
  expect(surelyBefore(mark("2026-03-01 02:30:00"))).toBe("2026-02-27 12:00:00");
});

it("keeps the later place", () => {
  const old = mark("2026-03-01 14:05:00", "9");
  const younger = mark("2026-03-01 14:05:00", "10");

  expect(later(old, mark("2026-03-01 13:59:59", "500"))).toBe(old);
  expect(later(old, younger)).toBe(younger);
});

it("refuses a cursor that is not its own", () => {
  expect(() => readCursor("yesterday")).toThrow(/Start it again from the beginning/);
});
