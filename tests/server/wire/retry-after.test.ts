import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { retryAfterMs } from "../../../server/wire/retry-after.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-01T12:00:00Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ["120", 120_000],
  [" 2.5 ", 2_500],
  ["0", 0],
  ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
  ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ["99999999999999999999", 86_400_000],
  ["soon", undefined],
  ["", undefined],
])("reads %j as %s ms", (value, ms) => {
  expect(retryAfterMs(new Headers({ "retry-after": value }))).toBe(ms);
});

it("knows of no wait when none is named", () => {
  expect(retryAfterMs(new Headers())).toBeUndefined();
});
