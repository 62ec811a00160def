import { expect, it } from "vitest";
import * as format from "../../client/format.ts";

it.each([
  ["1250000.00", "$1,250,000.00"],
  ["-42000", "−\u2060$42,000.00"],
  ["99999999999999999999.99", "$99,999,999,999,999,999,999.99"],
  ["0.1234", "$0.1234"],
  ["12.5000", "$12.50"],
  ["not money", "not money"],
])("writes %s as %s", (amount, written) => {
  expect(format.formatMoney(amount, "USD")).toBe(written);
});

it("writes changes with their sign", () => {
  expect(format.formatMoneyChange("25000.00", "USD")).toBe("+$25,000.00");
  expect(format.formatMoneyChange("-12400.00", "USD")).toBe("−$12,400.00");
  expect(format.formatMoneyChange("0.00", "USD")).toBe("$0.00");
  expect(format.formatPercentChange("25.00")).toBe("+25.0%");
  expect(format.formatPercentChange("-8.34")).toBe("−8.3%");
});

it("knows that yen have no cents", () => {
  expect(format.formatMoney("1200", "JPY")).toBe("¥1,200");
});

it("keeps a date the same day everywhere", () => {
  expect(format.formatDate("2026-03-14")).toBe("Mar 14, 2026");
});

it("writes an instant where the reader is, with another year's year", () => {
  const now = new Date("2026-03-21T00:00:00Z");

  expect(format.formatInstant("2026-03-20T14:40:00Z", now, "America/Chicago")).toBe(
    "Mar 20, 9:40 AM",
  );
  expect(format.formatInstant("2025-03-20T14:40:00Z", now, "America/Chicago")).toBe(
    "Mar 20, 2025, 9:40 AM",
  );
  expect(format.formatTimestamp("2026-03-20T14:40:00Z", "America/Chicago")).toBe(
    "Mar 20, 2026 09:40 AM",
  );
});

it.each([
  ["2026-03-20T12:00:30Z", "just now"],
  ["2026-03-20T11:56:00Z", "4 min ago"],
  ["2026-03-20T09:00:00Z", "3 h ago"],
  ["2026-03-18T09:00:00Z", "Mar 18, 9:00 AM"],
])("says of %s: %s", (instant, said) => {
  expect(format.formatAgo(instant, new Date("2026-03-20T12:00:40Z"), "UTC")).toBe(said);
});

it("says once that something waits", () => {
  expect(format.formatWaiting("automatic sync is off")).toBe("waiting: automatic sync is off");
  expect(format.formatWaiting("waiting for vendor Acme Steel")).toBe(
    "waiting for vendor Acme Steel",
  );
});

it("writes the instants in a reason where the reader is", () => {
  const now = new Date("2026-03-20T12:00:00Z");

  expect(
    format.formatReason(
      "too many calls for now; goes on at 2026-03-20T15:10:00.000Z",
      now,
      "America/Chicago",
    ),
  ).toBe("too many calls for now; goes on at Mar 20, 10:10 AM");
  expect(format.formatReason("no time in it", now)).toBe("no time in it");
  expect(
    format.formatReason(
      "PO-1234.50 comes to 1234567.50 there, -62500.00 here (500.00). Not 50000.00.",
    ),
  ).toBe("PO-1234.50 comes to 1,234,567.50 there, -62,500.00 here (500.00). Not 50,000.00.");
});

it("makes a sentence of what a person has to do", () => {
  expect(format.formatToDo("deleted in Procore: close its counterpart by hand")).toBe(
    "Deleted in Procore: close its counterpart by hand.",
  );
  expect(format.formatToDo('approval in Procore, where it is now "Draft"')).toBe(
    'Waits for approval in Procore, where it is now "Draft".',
  );
});
