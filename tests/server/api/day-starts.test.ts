import { expect, it } from "vitest";
import { dayStarts } from "../../../server/api/day-starts.ts";

const starts = (zone: string, now: string, count: number) =>
  dayStarts(zone, { now: new Date(now), count }).map(
    ({ date, start }) => `${date} ${start.toISOString()}`,
  );

it("begins each day at midnight of the reader, over a change of the clocks", () => {
  expect(starts("America/Los_Angeles", "2026-11-02T20:00:00Z", 3)).toEqual([
    "2026-10-31 2026-10-31T07:00:00.000Z",
    "2026-11-01 2026-11-01T07:00:00.000Z",
    "2026-11-02 2026-11-02T08:00:00.000Z",
  ]);
  expect(starts("Europe/London", "2026-03-29T12:00:00Z", 2)).toEqual([
    "2026-03-28 2026-03-28T00:00:00.000Z",
    "2026-03-29 2026-03-29T00:00:00.000Z",
  ]);
});

it("takes today from the reader's calendar, not from Greenwich", () => {
  expect(starts("Asia/Kathmandu", "2026-05-01T20:00:00Z", 1)).toEqual([
    "2026-05-02 2026-05-01T18:15:00.000Z",
  ]);
  expect(starts("Pacific/Honolulu", "2026-05-01T05:00:00Z", 1)).toEqual([
    "2026-04-30 2026-04-30T10:00:00.000Z",
  ]);
});
