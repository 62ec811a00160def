import { expect, it } from "vitest";
import {
  hasPrimarySync,
  isUnderWay,
  nextSync,
  remediesOf,
  syncMark,
} from "../../client/panel/sync-mark.ts";
import type { Invoice } from "../../server/api/contract.ts";
import * as views from "./views.ts";

it("offers to send what waits, to retry what failed, and nothing when all is there", () => {
  expect(nextSync(views.pending)).toBe("sync");
  expect(nextSync(views.notIntegrated)).toBe("sync");
  expect(nextSync(views.failed)).toBe("retry");
  expect(nextSync(views.synced)).toBe(null);
});

it("offers on a synced commitment what the server would send of its invoices, and nothing that it would refuse", () => {
  const [first] = views.synced.invoices;
  const withInvoice = (changed: Partial<Invoice>) => ({
    ...views.synced,
    invoices: [{ ...first!, ...changed }],
  });

  expect(nextSync(withInvoice({ record: "error", canSync: true }))).toBe("retry");
  expect(nextSync(withInvoice({ record: "pending", canSync: true }))).toBe("sync");
  expect(nextSync(withInvoice({ record: "desynchronized", canSync: true }))).toBe("sync");
  expect(nextSync(withInvoice({ record: "pending", status: "draft", canSync: false }))).toBe(null);
  expect(nextSync(withInvoice({ record: "not_integrated", isFromBefore: true }))).toBe(null);
});

it("takes for under way what the server says is under way, an invoice too", () => {
  const [first] = views.synced.invoices;

  expect(isUnderWay(views.pending)).toBe(false);
  expect(
    isUnderWay({ ...views.pending, isUnderWay: true, waiting: "vendor Acme Steel Erectors" }),
  ).toBe(true);
  expect(isUnderWay({ ...views.synced, invoices: [{ ...first!, isUnderWay: true }] })).toBe(true);
});

it("sees another try that failed the same way as something that happened", () => {
  const again = {
    ...views.failed,
    failure: { ...views.vendorMissing, lastAt: "2026-03-20T10:00:00.000Z" },
  };

  expect(syncMark(again)).not.toBe(syncMark(views.failed));
  expect(syncMark({ ...views.failed, asOf: "2026-03-20T10:00:00.000Z" })).toBe(
    syncMark(views.failed),
  );
});

it("keeps remedies that the person may use, and trying again out of them", () => {
  expect(remediesOf(views.failed, "/console").map(({ kind }) => kind)).toEqual([
    "create_vendor",
    "open_settings",
  ]);
  expect(remediesOf(views.failed, "/console?companyId=1").at(-1)?.url).toBe(
    "/console?companyId=1&page=settings&section=connection",
  );
  const onlyLooking = { ...views.failed, may: views.onlyLooking.may };
  expect(remediesOf(onlyLooking, "/console").map(({ kind }) => kind)).toEqual(["open_settings"]);
  expect(hasPrimarySync(views.failed)).toBe(false);
  expect(hasPrimarySync(views.pending)).toBe(true);
});

it("makes neither of several to choose from the first button, nor trying again", () => {
  const one = { number: null, name: "Acme", why: "inactive", closed: null, url: null };
  const candidates = ["1", "2"].map((id) => ({ ...one, id, canLink: true, isItself: false }));
  const failure = { ...views.vendorMissing, remedies: [], candidates };

  expect(hasPrimarySync({ ...views.failed, failure })).toBe(false);
});
