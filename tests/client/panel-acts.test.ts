import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { preview } from "./some-preview.ts";
import { overflowing, useStage } from "./stage.ts";
import * as views from "./views.ts";

const stage = useStage();
const RECORD = `/companies/${views.COMPANY}/projects/${views.PROJECT}/commitments/${views.COMMITMENT}`;

const acts = () =>
  stage.app.calls.filter((call) => call.startsWith("POST") && !call.endsWith("/session"));

it("sends on Sync now, says so meanwhile, and shows the result when it is there", async () => {
  stage.app.view = views.pending;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).click();
  await frame.getByRole("button", { name: "Syncing…" }).waitFor();
  await expect
    .poll(() => frame.locator("[data-announcer]").innerText())
    .toBe("Sending SC-014 to NetSuite.");

  stage.app.view = views.synced;
  stage.app.tell({ parent: `commitment:${views.COMMITMENT}` });

  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect
    .poll(() => frame.getByRole("button", { name: /Sync/ }).allInnerTexts())
    .toEqual(["Sync payments"]);
  expect(acts()).toEqual([`POST ${RECORD}/sync`]);
  await expect
    .poll(() => frame.locator("[data-announcer]").innerText())
    .toContain("SC-014: Synced.");
});

it.each([400, 320])(
  "asks before it sends a contract from before Crosstie, and says what goes along, at %i px",
  async (width) => {
    const waiting = { ...views.invoice, number: "0007", amount: "20000.00" };
    stage.app.view = {
      ...views.notIntegrated,
      waiting: null,
      invoices: [{ ...waiting, record: "pending", counterpart: null, canSync: true }],
    };
    const frame = await stage.openSignedIn({ width });
    await frame.getByRole("button", { name: "Sync now" }).dblclick();
    const dialog = frame.getByRole("dialog", { name: "Send SC-014?" });
    await dialog.getByText("NetSuite has no order for SC-014 of Acme Steel Erectors").waitFor();
    await dialog.getByText("invoice 0007, $20,000.00").waitFor();
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(acts()).toEqual([]);

    await frame.getByRole("button", { name: "Sync now" }).click();
    await dialog.getByRole("button", { name: "Send to NetSuite" }).click();

    await expect.poll(acts).toEqual([`POST ${RECORD}/sync`]);
  },
);

it("takes the second half of a double-click for no answer to what it asks", async () => {
  const before = { ...views.notIntegrated, waiting: null };
  stage.app.view = before;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).click();
  const send = frame.getByRole("button", { name: "Send to NetSuite" });
  const { x, y, width, height } = (await send.boundingBox())!;
  const { mouse } = stage.page;
  await mouse.move(x + width / 2, y + height / 2);

  await mouse.down({ clickCount: 2 });
  await mouse.up({ clickCount: 2 });

  await send.waitFor();
  expect(acts()).toEqual([]);
});

it("goes on saying so while the vendor is created first", async () => {
  stage.app.view = views.pending;
  stage.app.onAct = () =>
    void (stage.app.view = {
      ...views.pending,
      isUnderWay: true,
      waiting: "vendor Acme Steel Erectors",
    });
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).click();
  await expect
    .poll(
      () =>
        stage.app.calls.filter((call) => call.startsWith("GET") && call.endsWith(views.COMMITMENT))
          .length,
    )
    .toBeGreaterThan(1);

  await frame.getByText("On its way").waitFor();

  await frame.getByRole("button", { name: "Syncing…" }).waitFor();
  expect(await frame.getByText("waiting: vendor").count()).toBe(0);
  expect(await frame.getByText("Ready to go").count()).toBe(0);
});

it("shows a sync that somebody else began", async () => {
  stage.app.view = { ...views.pending, isUnderWay: true, waiting: null };

  const frame = await stage.openSignedIn();

  await expect(frame.getByRole("button", { name: "Syncing…" })).toShow();
  await expect(frame.locator("header [data-state=syncing]")).toShow();
});

it("takes a refusal away once something has happened since", async () => {
  stage.app.view = views.pending;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).waitFor();
  stage.app.actRefused = {
    status: 409,
    code: "conflict",
    message: "invoice 0007 waits for approval in Procore.",
  };
  stage.expectedErrors = [/409/];
  await frame.getByRole("button", { name: "Sync now" }).click();
  await frame.getByRole("alert").getByText("Invoice 0007 waits for approval in Procore.").waitFor();

  stage.app.actRefused = null;
  stage.app.view = views.synced;
  stage.app.tell();

  await frame.getByText("PO10428 in NetSuite").waitFor();
  expect(await frame.getByText("waits for approval").count()).toBe(0);
});

it("sends once however often an impatient person presses", async () => {
  stage.app.view = views.pending;
  const frame = await stage.openSignedIn();

  await frame.getByRole("button", { name: "Sync now" }).dblclick();
  await frame.getByRole("button", { name: "Syncing…" }).press("Enter");

  await expect.poll(acts).toEqual([`POST ${RECORD}/sync`]);
});

it("creates the missing vendor when that remedy is chosen", async () => {
  stage.app.view = views.failed;
  const frame = await stage.openSignedIn();

  await frame.getByRole("button", { name: "Create in NetSuite" }).click();
  const dialog = frame.getByRole("dialog", { name: "Create in NetSuite?" });
  await dialog.getByText("cannot be taken back").waitFor();
  expect(acts()).toEqual([]);
  await dialog.getByRole("button", { name: "Create in NetSuite" }).click();

  await frame.getByRole("button", { name: "Syncing…" }).waitFor();
  await expect.poll(acts).toEqual([`POST ${RECORD}/vendor`]);
  await expect.poll(() => frame.getByRole("group", { name: /^Failed:/ }).count()).toBe(0);
});

it("shows a second failure as news after Retry now", async () => {
  stage.app.view = views.failed;
  stage.app.onAct = () => {
    stage.app.view = {
      ...views.failed,
      failure: { ...views.vendorMissing, attempts: 4, lastAt: "2026-03-20T09:50:00.000Z" },
    };
  };
  const frame = await stage.openSignedIn();

  await frame.getByRole("button", { name: "Retry now" }).click();

  await expect(frame.getByText("4 tries")).toShow();
  await expect(frame.getByRole("button", { name: "Retry now" })).toShow();
});

it("says the server's reason when an act is refused", async () => {
  stage.app.view = views.pending;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).waitFor();
  stage.app.actRefused = {
    status: 403,
    code: "not_allowed",
    message: "Only people who may push to accounting can send this.",
  };
  stage.expectedErrors = [/403/];

  await frame.getByRole("button", { name: "Sync now" }).click();

  await frame
    .getByRole("alert")
    .getByText("Only people who may push to accounting can send this.")
    .waitFor();
});

it("looks for payments on request and announces the one that arrives", async () => {
  stage.app.view = { ...views.synced, payments: views.synced.payments.slice(1) };
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync payments" }).click();
  await frame.getByRole("button", { name: "Looking…" }).waitFor();

  stage.app.view = {
    ...views.synced,
    paymentsRun: { status: "done", at: "2026-03-20T09:45:00.000Z", found: 1, problem: null },
  };
  stage.app.tell({ what: "payment" });

  await frame.getByText("Check 20417").waitFor();
  await frame.getByRole("button", { name: "Sync payments" }).waitFor();
  expect(acts()).toEqual([`POST ${RECORD}/payments/sync`]);
  await expect
    .poll(() => frame.locator("[data-announcer]").innerText())
    .toBe("Payment of $325,000.00 arrived.");
});

it.each([400, 320])(
  "previews the document in words, and behind them the exact request, at %i px, with the keyboard alone",
  async (width) => {
    stage.app.view = views.failed;
    const frame = await stage.openSignedIn({ width });
    const opener = frame.getByRole("button", { name: "Preview" });
    await opener.focus();

    await stage.page.keyboard.press("Enter");
    const dialog = frame.getByRole("dialog", { name: "Preview" });
    await dialog.getByText("creating vendors is switched off").waitFor();

    await dialog
      .getByRole("heading", {
        name: "Purchase order SC-021 for Northlight Glazing LLC, 6 lines, $840,000.00; not sent: retainage 5 %, pending change order 001 −\u2060$42,000.00",
      })
      .waitFor();
    await expect.poll(() => dialog.getByText('"tranId"').count()).toBe(0);
    expect(await overflowing(frame)).toEqual([]);
    await dialog.getByRole("button", { name: "Show the request" }).press("Enter");
    await expect.poll(() => dialog.getByText('"tranId": "SC-021"').count()).toBe(1);
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
    await stage.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await expect
      .poll(() => opener.evaluate((button) => button === document.activeElement))
      .toBe(true);
  },
);

it("copies a request as it would be sent", async () => {
  await stage.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  stage.app.view = views.failed;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Preview" }).click();

  await frame.getByRole("button", { name: "Show the request" }).click();
  await frame.getByRole("button", { name: "Copy" }).click();

  await frame.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await frame.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied.slice(copied.indexOf("\n\n")))).toEqual(
    preview.documents[0]?.requests[0]?.body,
  );
});

it("reaches every control with Tab, and shows where it is", async () => {
  stage.app.view = views.failed;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Retry now" }).waitFor();
  const reached = new Set<string>();

  for (let press = 0; press < 12; press++) {
    await stage.page.keyboard.press("Tab");
    const focus = await frame.evaluate(() => ({
      text: document.activeElement?.textContent ?? "",
      outline: getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    }));
    if (focus.outline === "solid") reached.add(focus.text);
  }

  expect([...reached]).toEqual(
    expect.arrayContaining([
      "Create in NetSuite",
      "Open settings",
      "Sync payments",
      "Open console",
      "Preview",
      "Retry now",
    ]),
  );
});
