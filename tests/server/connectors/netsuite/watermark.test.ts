import { expect, it } from "vitest";
import { later, overlapped, readCursor } from "../../../../server/connectors/netsuite/watermark.ts";

it("begins fifteen minutes back by NetSuite's own clock", () => {
  expect(overlapped({ at: "2026-03-01 14:05:00", id: "77" })).toEqual({
    at: "2026-03-01 13:50:00",
    id: "0",
  });
});

it("begins more than an hour back at night, when clocks may be set back", () => {
  expect(overlapped({ at: "2026-11-01 01:10:00", id: "77" })).toEqual({
    at: "2026-10-31 23:55:00",
    id: "0",
  });
});

it("keeps the later place", () => {
  const old = { at: "2026-03-01 14:05:00", id: "9" };

  expect(later(old, { at: "2026-03-01 13:59:59", id: "500" })).toBe(old);
  expect(later(old, { at: "2026-03-01 14:05:00", id: "10" })).toEqual({
    at: "2026-03-01 14:05:00",
    id: "10",
  });
});

it("refuses a cursor that is not its own", () => {
  expect(() => readCursor("yesterday")).toThrow(/Start it again from the beginning/);
});
