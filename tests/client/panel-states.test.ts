import { expect, it } from "vitest";
import type { CommitmentView } from "../../server/api/contract.ts";
import { barriers } from "../barriers.ts";
import { hostile } from "./hostile-view.ts";
import { doubtful, inDoubt, notMoneyYet, paidInProcoreAlone } from "./money-views.ts";
import { context, overflowing, useStage } from "./stage.ts";
import { notCarried } from "./unsent-views.ts";
import * as views from "./views.ts";

const stage = useStage();

const STATES: { name: string; view: CommitmentView; says: string[]; saysNot?: string[] }[] = [
  {
    name: "not integrated",
    view: views.notIntegrated,
    says: [
      "Not integrated",
      "Nothing has been sent to NetSuite",
      "the subcontract is a draft",
      "No payments yet",
    ],
    saysNot: ["Retry now"],
  },
  {
    name: "pending",
    view: views.pending,
    says: [
      "Pending",
      "Not in NetSuite yet. Your move: press Sync now. It waits: automatic sync is off.",
      "$80,000.00 → $100,000.00 +25.0%",
      "Sync now",
      "Preview",
    ],
  },
  {
    name: "synced",
    view: views.synced,
    says: [
      "Synced",
      "PO10428 in NetSuite",
      "$1,250,000.00",
      "$212,500.00",
      "In NetSuite as PO10428 ↗ (opens in a new tab) . Of invoice 0006, $62,500.00 is not paid, due Mar 31. Nothing for you to do.",
      "Left to bill $400,000.00",
      "Next payment Invoice 0006, due Mar 31 $62,500.00",
      "Payment #2 of $325,000.00 received from NetSuite",
      "Check 20417 · Mar 14, 2026",
      "Payment #2",
      "partial, $62,500.00 open",
    ],
    saysNot: ["Sync now", "Settled otherwise"],
  },
  {
    name: "a voided payment",
    view: views.voided,
    says: [
      "Payment of $250,000.00 voided in NetSuite",
      "Voided",
      "$250,000.00",
      "voided in NetSuite Feb 11, 11:05 AM · counts no more",
    ],
  },
  {
    name: "what is no money yet, and bills settled otherwise",
    view: notMoneyYet,
    says: [
      "Pending approval",
      "Paid $418,500.00 Settled otherwise $231,500.00 Billed, not paid $137,500.00 Retainage held",
      "Part of $12,000.00",
      "share not known until it is posted · waits for approval in NetSuite · counts as nothing paid",
      "its check is not printed yet in NetSuite",
      "Electronic ACH-778",
      "In transit",
      "Rejected",
      "declined by the bank, says NetSuite",
      "Other currency",
      "CA$325,000.00",
      "paid in CAD in NetSuite, and this contract is in USD: not written to Procore · counts as nothing paid",
      "settled, nothing open",
      "Beside payments: credit DOC-1 $180,000.00, journal DOC-2 $20,000.00, prepayment $25,000.00",
      "Beside payments: discount $6,500.00",
    ],
  },
  {
    name: "a bill that does not say how it was paid",
    view: inDoubt,
    says: ["The ERP counts 24,900.00 of bill 0007 as paid, and shows nothing that paid it."],
  },
  {
    name: "paid in Procore alone",
    view: paidInProcoreAlone,
    says: [
      "Procore shows $325,000.00 as paid, entered there by hand, and NetSuite has that open.",
      "Accounting’s move: enter that payment in NetSuite, or take it out of Procore.",
      "Paid $325,000.00 of which only in Procore $325,000.00 Billed, not paid $325,000.00",
      "Why is it not paid?",
    ],
  },
  {
    name: "payments that nobody dares to write",
    view: doubtful,
    says: ["· not written to Procore", "· not brought up to date in Procore"],
  },
  {
    name: "what the order does not carry, and what was there before Crosstie",
    view: notCarried,
    says: [
      "10 → 7.5 not sent to NetSuite",
      "10 → 5 not sent to NetSuite",
      "The purchase order in NetSuite carries none of this: nothing was sent.",
      "First sent",
    ],
  },
  {
    name: "not green in the books",
    view: {
      ...views.synced,
      standing: "pending_approval",
      invoices: [{ ...views.synced.invoices[0]!, standing: "on_hold" }],
    },
    says: [
      "Pending approval",
      "Accounting’s move: approve it in NetSuite.",
      "On hold",
      "on hold in NetSuite: accounting does not pay it for now",
    ],
  },
  {
    name: "a difference that a person let stand",
    view: {
      ...views.synced,
      accepted: {
        by: "Alma Ito",
        at: "2026-03-19T09:00:00.000Z",
        says: "the total comes to 900.00 in NetSuite and to 1000.00 in Procore",
      },
      invoices: [
        {
          ...views.synced.invoices[0]!,
          accepted: {
            by: "Alma Ito",
            at: "2026-03-19T09:00:00.000Z",
            says: "its vendor is another one in NetSuite",
          },
        },
      ],
    },
    says: [
      "Difference accepted",
      "Alma Ito let this stand: the total comes to 900.00 in NetSuite and to 1,000.00 in Procore.",
      "Alma Ito let this stand: its vendor is another one in NetSuite",
    ],
  },
  {
    name: "failed",
    view: views.failed,
    says: [
      "Failed",
      "no vendor for Northlight Glazing LLC",
      "Your move",
      "Create in NetSuite",
      "Open settings",
      "NetSuite said: “Invalid Field Value for entity” · 3 tries · Mar 20, 4:40 AM",
      "Retry now",
    ],
  },
  {
    name: "Procore down",
    view: views.procoreDown,
    says: ["Procore does not answer. This is what we last knew, Mar 20, 11:44 AM."],
  },
  {
    name: "only looking",
    view: views.onlyLooking,
    says: ["Accounting’s move: what to do stands below."],
    saysNot: [
      "Retry now",
      "Your move",
      "Preview",
      "Open console",
      "Sync payments",
      "Create in NetSuite",
    ],
  },
  {
    name: "no connection",
    view: views.notConnected,
    says: ["No ERP is connected", "Open console"],
    saysNot: ["Sync now", "Preview"],
  },
  {
    name: "hostile text",
    view: hostile,
    says: [
      "<img src=x onerror=alert(1)>",
      "<script>alert(1)</script>",
      "$99,999,999,999,999,999,999.99",
    ],
  },
];

it.each(STATES)(
  "shows $name at 400 and 320 px, readable by everyone",
  async ({ view, says, saysNot = [] }) => {
    stage.app.view = view;

    const frame = await stage.openSignedIn();
    await frame.getByRole("heading", { level: 1 }).waitFor();

    const text = (await frame.locator("#root").innerText()).replace(/\s+/g, " ");
    for (const words of says) expect(text).toContain(words);
    for (const words of saysNot) expect(text).not.toContain(words);
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
    await stage.page.setViewportSize({ width: 320, height: 900 });
    expect(await overflowing(frame)).toEqual([]);
  },
);

it("shows no ERP icon before anything was sent, and a green one with its meaning once synced", async () => {
  stage.app.view = views.notIntegrated;
  const frame = await stage.openSignedIn();
  await frame.getByText("Ready to go").waitFor();
  expect(await frame.locator("[data-erp-icon]").count()).toBe(0);

  stage.app.view = views.synced;
  stage.app.tell();

  await frame.getByRole("img", { name: "Synced with ERP" }).waitFor();
});

it("says how fresh a synced record is", async () => {
  const frame = await stage.openSignedIn();

  await expect(frame.getByText("4 min ago")).toShow();
});

it("has one primary button at most, and it is the remedy when there is one", async () => {
  stage.app.view = views.failed;
  const frame = await stage.openSignedIn();
  const remedy = frame.getByRole("button", { name: "Create in NetSuite" });
  await remedy.waitFor();

  const orange = await remedy.evaluate((button) => getComputedStyle(button).backgroundColor);
  const primaries = await frame.evaluate(
    (color) =>
      [...document.querySelectorAll("button, a")]
        .filter((one) => getComputedStyle(one).backgroundColor === color)
        .map((one) => one.textContent),
    orange,
  );

  expect(primaries).toEqual(["Create in NetSuite"]);
});

const REFUSALS = [
  { status: 403, code: "not_allowed", title: "You may not see this" },
  { status: 404, code: "not_found", title: "This commitment is not here" },
  { status: 409, code: "not_installed", title: "Crosstie is not set up here yet" },
  {
    status: 502,
    code: "remote",
    remote: { system: "Procore", isPassing: true },
    title: "Procore does not answer",
  },
  {
    status: 503,
    code: "remote",
    remote: { system: "NetSuite", isPassing: true },
    title: "NetSuite does not answer",
  },
  {
    status: 503,
    code: "rate_limited",
    remote: { system: "NetSuite", isPassing: true },
    title: "Crosstie has to wait",
  },
  {
    status: 502,
    code: "credentials_refused",
    remote: { system: "NetSuite", isPassing: false },
    title: "NetSuite refused this",
  },
  { status: 500, code: "internal", title: "This cannot be shown" },
];

it("says why there is nothing to see of a commitment, whatever the server answers", async () => {
  stage.expectedErrors = REFUSALS.map(({ status }) => new RegExp(String(status)));
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();

  for (const [place, { title, ...refused }] of REFUSALS.entries()) {
    const message = `The server's own sentence, ${place}.`;
    stage.app.refused = { ...refused, message };
    await stage.page.evaluate(
      (told) => (window as unknown as { tell(message: unknown): void }).tell(told),
      { type: "setup", context: { ...context, id: 9000 + place } },
    );

    await frame.getByRole("heading", { name: title }).waitFor();
    await frame.getByText(message).waitFor();
    expect([title, await barriers(frame)]).toEqual([title, []]);
  }
});

it("says what to open where nothing of a commitment is", async () => {
  const frame = await stage.openSignedIn({
    told: { company_id: 1, project_id: 2, view: "commitments.work_order_contracts.new" },
  });

  await frame.getByRole("heading", { name: "Open a commitment" }).waitFor();

  expect(stage.app.calls.filter((call) => call.includes("/commitments/"))).toEqual([]);
});
