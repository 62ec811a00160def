import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { aProject, approvedNotPaid, news, why } from "./panel-views.ts";
import { context, overflowing, useStage } from "./stage.ts";
import * as views from "./views.ts";

const stage = useStage();
const RECORD = `/companies/${views.COMPANY}/projects/${views.PROJECT}/commitments/${views.COMMITMENT}`;
const acts = () =>
  stage.app.calls.filter((call) => !call.startsWith("GET") && !call.endsWith("/session"));
const sentence = "[data-sentence]";

it("says in one sentence where the money is and whose move it is", async () => {
  stage.app.view = approvedNotPaid;
  const frame = await stage.openSignedIn();

  await expect(
    frame.locator(sentence).getByText("is approved and not paid, due", { exact: false }),
  ).toShow();

  expect((await frame.locator(sentence).innerText()).replace(/\s+/g, " ")).toBe(
    "In NetSuite as PO10428 ↗ (opens in a new tab) . Invoice 0008, $28,500.00, is approved and not paid, due Oct 31. Nothing for you to do.",
  );
  expect(await frame.locator(sentence).getByRole("link").getAttribute("href")).toBe(
    views.order.url,
  );
});

it.each([400, 320])(
  "shows change orders with their numbers and states, at %i px",
  async (width) => {
    stage.app.view = approvedNotPaid;
    const frame = await stage.openSignedIn({ width });
    const section = frame.getByRole("region", { name: "Change orders" });

    await expect(section.getByText("Change order 002")).toShow();

    const text = (await section.innerText()).replace(/\s+/g, " ");
    expect(text).toContain(
      "Change order 001 Synced Added bracing · Approved · in NetSuite $50,000.00",
    );
    expect(text).toContain("Change order 002 Pending Stair tower · Approved · not in NetSuite yet");
    expect(text).toContain("Change order 003 N/A Paint · Rejected · counts nowhere");
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
  },
);

it.each([400, 320])(
  "says why an invoice is not paid, to be copied or handed on as a link, at %i px",
  async (width) => {
    await stage.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    stage.app.view = approvedNotPaid;
    const frame = await stage.openSignedIn({ width });
    const opener = frame.getByRole("button", { name: "Why is it not paid? Invoice 0008" });
    await opener.press("Enter");
    const dialog = frame.getByRole("dialog", { name: "Invoice 0008: why is it not paid?" });
    await dialog.getByText("Due: Oct 31, 2026.").waitFor();
    expect(await frame.getByRole("button", { name: /^Why is/ }).count()).toBe(1);

    await dialog.getByRole("button", { name: "Copy", exact: true }).press("Enter");
    await dialog.getByRole("button", { name: "Copied" }).waitFor();
    expect(await frame.evaluate(() => navigator.clipboard.readText())).toBe(why.text);

    await dialog.getByRole("button", { name: "Make a link" }).press("Enter");
    await dialog.getByRole("button", { name: "Copy link" }).waitFor();
    await dialog.getByLabel("Link").and(frame.locator(":focus")).waitFor();
    await expect(dialog.getByText("Open until Apr 3")).toShow();
    expect(acts()).toEqual([`POST ${RECORD}/invoices/8/share`]);
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
    await stage.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await opener.and(frame.locator(":focus")).waitFor();
  },
);

it("hands no invoice outside for who may only read", async () => {
  stage.app.view = { ...approvedNotPaid, may: views.onlyLooking.may };
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Why is it not paid? Invoice 0008" }).click();
  await frame.getByRole("dialog").getByText("Due: Oct 31, 2026.").waitFor();

  expect(await frame.getByRole("button", { name: "Make a link" }).count()).toBe(0);
  await expect(frame.getByRole("button", { name: "Copy", exact: true })).toShow();
});

it("promises to tell, and takes it back", async () => {
  stage.app.view = approvedNotPaid;
  const watched = (isWatched: boolean) => ({
    ...approvedNotPaid,
    invoices: approvedNotPaid.invoices.map((one) => (one.id === "8" ? { ...one, isWatched } : one)),
  });
  stage.app.onAct = () => void (stage.app.view = watched(true));
  const frame = await stage.openSignedIn();
  const button = frame.getByRole("button", { name: "Tell me when it is paid: invoice 0008" });

  await button.click();
  const stop = frame.getByRole("button", { name: "You will be told · Stop: invoice 0008" });
  await stop.waitFor();
  stage.app.onAct = () => void (stage.app.view = watched(false));
  await stop.click();
  await button.waitFor();

  expect(acts()).toEqual([`POST ${RECORD}/invoices/8/watch`, `DELETE ${RECORD}/invoices/8/watch`]);
});

it("tells what it promised to tell, until the reader says that they know", async () => {
  stage.app.view = { ...views.synced, news: [news] };
  stage.app.onAct = () => void (stage.app.view = views.synced);
  const frame = await stage.openSignedIn();
  await frame
    .getByRole("status")
    .getByText("Invoice 0007, 325,000.00 USD, is paid, last by check 20417.")
    .waitFor();

  await frame.getByRole("button", { name: "Got it" }).click();

  await frame.getByText("is paid, last by check").waitFor({ state: "detached" });
  expect(acts()).toEqual([`POST /companies/${views.COMPANY}/notifications/read`]);
});

it("opens on an invoice at that invoice of its commitment", async () => {
  stage.app.view = approvedNotPaid;
  const frame = await stage.openSignedIn({
    told: { ...context, view: "commitments.requisitions.detail", id: 8 },
  });

  const section = frame.getByRole("region", { name: "This invoice" });
  await expect(section.getByText("Invoice 0008")).toShow();
  await expect(frame.getByRole("region", { name: "Other invoices" })).toShow();

  expect(await frame.getByText("Invoice 0008", { exact: true }).count()).toBe(1);
  expect(stage.app.calls).toContain(
    `GET /companies/${views.COMPANY}/projects/${views.PROJECT}/invoices/8`,
  );
  expect(await barriers(frame)).toEqual([]);
});

const list = {
  company_id: Number(views.COMPANY),
  project_id: views.PROJECT,
  view: "commitments.contracts.list",
};

it.each([400, 320])(
  "adds up a project on its list, and what waits there, at %i px",
  async (width) => {
    const frame = await stage.openSignedIn({ width, told: list });
    await frame.getByRole("heading", { level: 1, name: "Harbor Tower" }).waitFor();

    const text = (await frame.locator("#root").innerText()).replace(/\s+/g, " ");
    for (const words of [
      "9 of 12 commitments are in NetSuite.",
      "Billed, not paid $230,500.00",
      "Contracts in NetSuite $4,812,000.00",
      "Contracts not in NetSuite $1,180,000.00",
      "SC-021 · Curtain wall",
      "NetSuite has no vendor for Northlight Glazing LLC. Accounting’s move.",
      "The move of whoever may push to accounting.",
    ]) {
      expect(text).toContain(words);
    }
    expect(
      await frame.getByRole("link", { name: "See all 3 in the console" }).getAttribute("href"),
    ).toBe(`/console?companyId=${views.COMPANY}&page=not-in-erp`);
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
  },
);

it("shows a change in the project without reload", async () => {
  stage.app.project = { ...aProject, inErp: 11, waiting: [], more: 0 };
  const frame = await stage.openSignedIn({ told: list });
  await frame.getByText("11 of 12 commitments are in NetSuite. Nothing waits.").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);

  stage.app.project = { ...aProject, inErp: 12, waiting: [], more: 0 };
  stage.app.tell({ projectId: views.PROJECT });

  await frame.getByText("12 of 12 commitments are in NetSuite. Nothing waits.").waitFor();
});

it("says where nothing waits, and why there is nothing to see", async () => {
  stage.app.project = { ...aProject, inErp: 12, waiting: [], more: 0 };
  const frame = await stage.openSignedIn({ told: list });
  await frame.getByText("12 of 12 commitments are in NetSuite. Nothing waits.").waitFor();

  stage.expectedErrors = [/403/];
  stage.app.refused = { status: 403, code: "not_allowed", message: "This needs Read Only." };
  await stage.page.evaluate(
    (told) => (window as unknown as { tell(message: unknown): void }).tell(told),
    { type: "setup", context: { ...list, project_id: 7 } },
  );

  await frame.getByRole("heading", { name: "You may not see this" }).waitFor();
  await frame.getByText("This needs Read Only.").waitFor();
});

it("keeps its colours apart in forced colours, and prints without what nobody can press", async () => {
  stage.app.view = approvedNotPaid;
  const frame = await stage.openSignedIn();
  await frame.locator(sentence).waitFor();
  const colours = () =>
    frame.evaluate(() =>
      [...document.querySelectorAll("dt > span[aria-hidden]")].map(
        (one) => getComputedStyle(one).backgroundColor,
      ),
    );
  const usual = await colours();

  await stage.page.emulateMedia({ forcedColors: "active" });
  expect(await colours()).toEqual(usual);
  await stage.page.emulateMedia({ forcedColors: "none", media: "print" });
  await expect(frame.locator(sentence)).toShow();
  expect(await frame.getByRole("button").count()).toBe(0);
  expect(await frame.getByText("Signed in as").isVisible()).toBe(false);
  await stage.page.emulateMedia({ media: "screen" });
});
