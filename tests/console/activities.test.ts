import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

function run() {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
}

it("shows what waits in seven columns, and why it waits", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  const row = page.getByRole("row").filter({ hasText: "SC-014" });
  await row.waitFor();

  await expect
    .poll(() => page.getByRole("columnheader").allTextContents())
    .toEqual([
      "Select all shown",
      "Action",
      "Resource",
      "Changes",
      "Financial impact",
      "Timestamp",
      "Sync status",
      "Actions",
    ]);
  await expect
    .poll(() => row.getByRole("cell").allTextContents())
    .toEqual([
      "Select SC-014 · Structural steel",
      "Updated",
      "Commitment SC-014 · Structural steel562949953421312 ↗ (opens in a new tab) · Harbor Tower",
      "2 fieldsContract amount, Status",
      "+$25,000.00Increase +25.0%",
      "Mar 20, 2026 03:40 PM",
      "PendingAutomatic sync is offSince Mar 20, 2026 03:40 PM",
      "DetailsSync now",
    ]);
});

it("counts each tab and keeps the open one over a reload", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.getByRole("button", { name: "Failed 2" }).click();
  const failed = page.getByRole("row").filter({ hasText: "SC-021" }).first();
  await failed.getByText("+CA$840,000.00").waitFor();

  await page.reload();

  await page.getByRole("row").filter({ hasText: "Vendor not found in NetSuite" }).first().waitFor();
  await expect
    .poll(() => page.locator("[aria-current=true]").first().textContent())
    .toBe("Failed 2");
});

it("opens details that the address keeps", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.getByRole("button", { name: "View details of SC-014 · Structural steel" }).click();
  await page.getByRole("dialog", { name: "SC-014 · Structural steel" }).waitFor();

  await page.reload();

  const dialog = page.getByRole("dialog", { name: "SC-014 · Structural steel" });
  await dialog.waitFor();
  await expect
    .poll(() => dialog.locator("del").allTextContents())
    .toEqual(["$100,000.00", "Draft"]);
  await expect
    .poll(() => dialog.locator("ins").allTextContents())
    .toEqual(["$125,000.00", "Approved"]);
  await expect
    .poll(() => dialog.getByText("Contract amount, Approved change orders").isVisible())
    .toBe(true);
});

it("closes the details with Escape and gives the focus back", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.getByRole("button", { name: "View details of SC-014 · Structural steel" }).click();
  await page.getByRole("dialog").waitFor();

  await page.keyboard.press("Escape");

  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => page.url()).not.toContain("activity=");
  await page
    .getByRole("button", { name: "View details of SC-014 · Structural steel" })
    .and(page.locator(":focus"))
    .waitFor();
});

it.each([
  {
    way: "the Close button",
    width: 1440,
    close: (dialog: Locator) => dialog.getByRole("button", { name: "Close" }).last().click(),
  },
  {
    way: "the cross",
    width: 400,
    close: (dialog: Locator) => dialog.getByRole("button", { name: "Close" }).first().click(),
  },
])(
  "gives the focus back and leaves nothing for Back when $way closes the details",
  async ({ width, close }) => {
    run();
    const page = await stage.open(`${consolePath}&tab=pending`, width);
    await page.getByRole("button", { name: "Completed 3" }).click();
    await page.getByRole("button", { name: "Pending 2" }).click();
    await page.getByRole("button", { name: "View details of SC-014 · Structural steel" }).click();
    await page.getByRole("dialog").getByText("Procore ID").waitFor();

    await close(page.getByRole("dialog"));

    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page
      .getByRole("button", { name: "View details of SC-014 · Structural steel" })
      .and(page.locator(":focus"))
      .waitFor();
    await page.goBack();
    await page.goBack();
    await page
      .getByRole("row")
      .or(page.locator("[data-activity]"))
      .filter({ hasText: "PO-003" })
      .first()
      .waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
  },
);

it("puts the focus on the row when details close that the address opened", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending&activity=1001`);
  await page.getByRole("dialog").getByText("Procore ID").waitFor();

  await page.keyboard.press("Escape");

  await expect(
    page
      .getByRole("button", { name: "View details of SC-014 · Structural steel" })
      .and(page.locator(":focus")),
  ).toShow();
});

it("calls for a person where a deletion left something open in NetSuite", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=completed`);
  await page
    .getByRole("row")
    .filter({ hasText: "PO-004" })
    .getByText("To do: Deleted in Procore: close its counterpart by hand.")
    .waitFor();

  await page.getByRole("button", { name: "View details of PO-004 · Fences" }).click();

  const toDo = page
    .getByRole("dialog")
    .getByRole("status")
    .filter({ hasText: "To do: Deleted in Procore: close its counterpart by hand." });
  await expect
    .poll(() => toDo.getByRole("link").getAttribute("href"))
    .toContain("vendbill.nl?id=10428");
});

it("links the transaction id of what is synced", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=completed&activity=3001`);

  const link = page.getByRole("dialog").getByRole("link", { name: "10428" });

  await expect.poll(() => link.getAttribute("href")).toContain("vendbill.nl?id=10428");
});

it("queues a failed one again", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=failed`);

  await page.getByRole("button", { name: "Retry: SC-021 · Glazing and curtain wall" }).click();

  await page
    .getByText("SC-021 · Glazing and curtain wall is queued.")
    .waitFor({ state: "attached" });
  expect(stage.played.calls).toContain("POST /activities/2001/retry");
});

it("creates a missing vendor from the details", async () => {
  run();
  stage.played.refuse = (_method, path) =>
    path.endsWith("/vendor") ? { status: 202, body: {} } : null;
  const page = await stage.open(`${consolePath}&tab=failed&activity=2001`);

  await page.getByRole("button", { name: "Create the vendor" }).click();
  const sure = page.getByRole("dialog", { name: "Create the vendor?" });
  await sure.getByText("cannot be taken back").waitFor();
  expect(stage.played.calls).not.toContain("POST /activities/2001/vendor");
  await sure.getByRole("button", { name: "Create the vendor" }).click();

  await expect.poll(() => stage.played.calls).toContain("POST /activities/2001/vendor");
});

it("says why a retry was refused", async () => {
  run();
  stage.expectedErrors.push(/403/);
  stage.played.refuse = (_method, path) =>
    path.endsWith("/retry")
      ? refusal(403, "not_allowed", "Only accounting approvers retry.")
      : null;
  const page = await stage.open(`${consolePath}&tab=failed`);

  await page.getByRole("button", { name: "Retry: SC-021 · Glazing and curtain wall" }).click();

  await page.getByRole("alert").getByText("Not queued. Only accounting approvers retry.").waitFor();
});

it("shows what arrives without a reload", async () => {
  run();
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.locator("[data-live=live]").waitFor();
  const [first] = stage.played.activities;
  stage.played.activities.unshift({
    ...first!,
    id: "1003",
    procoreId: "562949953421399",
    title: "SC-030 · Elevators",
  });

  stage.played.tell({ what: "activity", projectId: null, parent: null });

  await page.getByRole("row").filter({ hasText: "SC-030 · Elevators" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Pending 3" }).isVisible()).toBe(true);
});

it("loads further pages on request", async () => {
  run();
  stage.played.pageSize = 1;
  const page = await stage.open(`${consolePath}&tab=pending`);
  await page.getByRole("row").filter({ hasText: "SC-014" }).waitFor();

  await page.getByRole("button", { name: "Load more" }).click();

  await page.getByRole("row").filter({ hasText: "Acme Steel" }).first().waitFor();
  await expect.poll(() => page.getByRole("button", { name: "Load more" }).count()).toBe(0);
});

it("says what an empty tab will show, and what is in its way", async () => {
  stage.played.installation = {
    ...runningInstallation(),
    webhooks: { ok: false, message: "Procore has deleted the webhook.", renewal: null },
  };
  const page = await stage.open(`${consolePath}&tab=pending`);

  await page.getByText("Nothing is waiting").waitFor();

  await expect
    .poll(() => page.getByText("appears here until it is in NetSuite").isVisible())
    .toBe(true);
  await expect
    .poll(() => page.getByText("Procore has deleted the webhook.").isVisible())
    .toBe(true);
});

it("tells who may not see activities, without asking for them", async () => {
  run();
  stage.played.installation.may.viewActivities = false;
  const page = await stage.open(`${consolePath}&tab=pending`);

  await page.getByText("You may not see activities").waitFor();

  expect(stage.played.calls.some((call) => call.startsWith("GET /activities"))).toBe(false);
});

it.each([
  ["Procore", true, "Procore does not answer"],
  ["NetSuite", true, "NetSuite does not answer"],
  ["NetSuite", false, "NetSuite refused this"],
])(
  "says that it is %s that fails (for now: %s), and goes on when it does not",
  async (system, isPassing, title) => {
    run();
    stage.expectedErrors.push(/502/);
    const { status, body } = refusal(502, "remote", "Procore did not answer within 10 s.");
    stage.played.refuse = (_method, path) =>
      path === "/installation"
        ? { status, body: { ...(body as object), remote: { system, isPassing } } }
        : null;
    const page = await stage.open(`${consolePath}&tab=pending`);
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText("Procore did not answer within 10 s.").waitFor();
    stage.played.refuse = () => null;

    await page.getByRole("button", { name: "Try again" }).click();

    await page.getByRole("row").filter({ hasText: "SC-014" }).waitFor();
  },
);

it("names what is not sent, and why nothing was", async () => {
  run();
  const note = "The purchase order in NetSuite carries none of this: nothing was sent.";
  const [plain] = someActivities();
  const retainage = {
    ...plain!.changes[1]!,
    field: "retainage_percent",
    word: "Retainage",
    isCarried: false,
  };
  const unsent = { status: "not_applicable", note, waiting: null, impact: null } as const;
  stage.played.activities = [{ ...plain!, ...unsent, changes: [retainage], canRetry: false }];
  const page = await stage.open(`${consolePath}&tab=completed`);

  const row = page.getByRole("row").filter({ hasText: "SC-014" });
  await expect.poll(() => row.getByText(`N/A${note}`).count()).toBe(1);
  await row.getByRole("button", { name: "View details of SC-014 · Structural steel" }).click();
  await page
    .getByRole("dialog")
    .locator("[data-field=retainage_percent]")
    .filter({ hasText: "not sent to NetSuite" })
    .waitFor();
  await expect.poll(() => page.getByRole("dialog").getByText("Not yet").count()).toBe(0);
});

it("calls what was there before Crosstie first sent, and says of no impact", async () => {
  run();
  const [plain] = someActivities();
  stage.played.activities = [{ ...plain!, action: "first_sent", impact: null }];
  const page = await stage.open(`${consolePath}&tab=pending`);

  const row = page.getByRole("row").filter({ hasText: "SC-014" });
  await expect.poll(() => row.getByRole("cell").nth(1).textContent()).toBe("First sent");
  await expect.poll(() => row.getByText("No financial impact").count()).toBe(1);
});
