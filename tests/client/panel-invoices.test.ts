import { expect, it } from "vitest";
import type { Activity, CommitmentView, Invoice } from "../../server/api/contract.ts";
import { barriers } from "../barriers.ts";
import { overflowing, useStage } from "./stage.ts";
import * as views from "./views.ts";

const stage = useStage();
const RECORD = `/companies/${views.COMPANY}/projects/${views.PROJECT}/commitments/${views.COMMITMENT}`;
const acts = () =>
  stage.app.calls.filter((call) => call.startsWith("POST") && !call.endsWith("/session"));

function withInvoice(changed: Partial<Invoice>): CommitmentView {
  const [first, ...others] = views.synced.invoices;
  return { ...views.synced, invoices: [{ ...first!, ...changed }, ...others] };
}
const fromBefore = withInvoice({
  record: "not_integrated",
  isFromBefore: true,
  counterpart: null,
  paid: "0.00",
});

it.each([400, 320])(
  "sends an invoice from before Crosstie, after a warning, at %i px",
  async (width) => {
    stage.app.view = fromBefore;
    const frame = await stage.openSignedIn({ width });
    await frame.getByText("From before Crosstie: not sent by itself.").waitFor();
    await frame.getByRole("button", { name: "Send to NetSuite: invoice 0007" }).click();
    const dialog = frame.getByRole("dialog", { name: "Send invoice 0007?" });
    await dialog
      .getByText("Check first that NetSuite has no bill 0007 of Acme Steel Erectors.")
      .waitFor();
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
    expect(acts()).toEqual([]);

    await dialog.getByRole("button", { name: "Send to NetSuite" }).click();

    await expect.poll(acts).toEqual([`POST ${RECORD}/invoices/i7/sync`]);
    await expect
      .poll(() => frame.locator("[data-announcer]").innerText())
      .toBe("Sending invoice 0007 to NetSuite.");
  },
);

it("sends nothing when the warning is heeded", async () => {
  stage.app.view = fromBefore;
  const frame = await stage.openSignedIn();
  const button = frame.getByRole("button", { name: "Send to NetSuite: invoice 0007" });
  await button.click();

  await frame.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();

  await frame.getByRole("dialog").waitFor({ state: "detached" });
  await button.and(frame.locator(":focus")).waitFor();
  expect(acts()).toEqual([]);
});

it("offers no such thing to who may only look", async () => {
  stage.app.view = { ...fromBefore, may: views.onlyLooking.may };
  const frame = await stage.openSignedIn();
  await frame.getByText("From before Crosstie: not sent by itself.").waitFor();

  expect(await frame.getByRole("button", { name: /Send to NetSuite/ }).count()).toBe(0);
});

it("says aloud what became of an invoice, and leaves the focus where reading goes on", async () => {
  stage.app.view = withInvoice({ record: "pending", canSync: true, counterpart: null });
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).click();
  await frame.getByRole("button", { name: "Syncing…" }).waitFor();

  stage.app.view = views.synced;
  stage.app.tell();

  await expect
    .poll(() => frame.locator("[data-announcer]").innerText())
    .toBe("Invoice 0007: Synced.");
  await frame.locator("h1:focus").waitFor();
});

const gone: Activity = {
  ...views.synced.timeline[0]!,
  id: "a9",
  action: "deleted",
  resource: "requisition",
  procoreId: "i9",
  title: "Invoice 0009",
  status: "not_applicable",
  waiting: "deleted in Procore: close its counterpart by hand",
};

it("calls for a person where Procore and NetSuite differ for good", async () => {
  stage.app.view = {
    ...withInvoice({
      record: "desynchronized",
      canSync: true,
      waiting: "its bill was deleted in the ERP: retry to send it again",
    }),
    record: "desynchronized",
    waiting:
      'approval in Procore, where it is now "Draft", while its purchase order stays open in the ERP until someone closes it there',
    timeline: [gone, { ...gone, id: "a8" }],
  };
  const frame = await stage.openSignedIn();
  await frame.getByRole("heading", { level: 1 }).waitFor();

  const calls = frame.getByRole("status").filter({ hasText: "To do:" });

  await expect
    .poll(() => calls.allInnerTexts())
    .toEqual([
      expect.stringContaining('To do: Waits for approval in Procore, where it is now "Draft"'),
      expect.stringContaining(
        "To do: Invoice 0009: Deleted in Procore: close its counterpart by hand.",
      ),
    ]);
  await frame
    .locator("[data-to-do]")
    .getByText("Its bill was deleted in the ERP: retry to send it again.")
    .waitFor();
  expect(await barriers(frame)).toEqual([]);
});

it("shows six changed fields, and the rest with the focus on them when asked", async () => {
  const unsent = Array.from({ length: 100 }, (_, line) => ({
    field: `line_${line + 1}`,
    word: `Line ${line + 1}`,
    old: null,
    new: "1.00",
    percent: null,
    isMoney: true,
    isCarried: true,
  }));
  stage.app.view = { ...views.pending, unsent };
  const frame = await stage.openSignedIn();
  await frame.getByText("100 fields").waitFor();
  expect(await frame.locator("[data-field^=line_]").count()).toBe(6);

  await frame.getByRole("button", { name: "Show 94 more fields" }).click();

  await expect.poll(() => frame.locator("[data-field^=line_]").count()).toBe(100);
  await frame.locator("li:focus [data-field=line_7]").waitFor();
});

it("keeps the focus on Sync payments while it looks", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync payments" }).press("Enter");

  await frame.getByRole("button", { name: "Looking…" }).and(frame.locator(":focus")).waitFor();
  await frame.getByRole("button", { name: "Looking…" }).press("Enter");

  await expect.poll(acts).toEqual([`POST ${RECORD}/payments/sync`]);
});

it("says whether the contract's figure includes changes", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("Contract with changes", { exact: true }).waitFor();

  stage.app.view = { ...views.synced, money: { ...views.synced.money, approvedChanges: "0.00" } };
  stage.app.tell();

  await expect(frame.getByText("Contract", { exact: true })).toShow();
});
