import type { Locator } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

beforeEach(() => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
});

async function detailsOf(tab: string, activity: string): Promise<Locator> {
  const page = await stage.open(`${consolePath}&tab=${tab}&activity=${activity}`);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Procore ID").waitFor();
  return dialog;
}

/** What stands beside a name. */
const fact = (dialog: Locator, name: string) =>
  dialog
    .locator("dl > div", { has: dialog.page().locator(`dt:text-is("${name}")`) })
    .locator("dd")
    .innerText();

it("shows all of what is synced: the resource, its changes, what they come to, and where it is", async () => {
  const dialog = await detailsOf("completed", "3001");

  expect(await fact(dialog, "Resource type")).toBe("Requisition");
  expect(await fact(dialog, "Procore ID")).toMatch(/^562949953421312\b/);
  expect(await fact(dialog, "Action")).toBe("Updated");
  expect(await fact(dialog, "Procore project")).toContain("562949953500001");
  const change = dialog.locator("[data-field=contract_amount]");
  expect(await change.innerText()).toMatch(
    /^Contract amount\s.*\$100,000\.00 → \$125,000\.00 \+25\.0%/is,
  );
  expect(await fact(dialog, "Amount change")).toBe("−$12,400.00");
  expect(await fact(dialog, "Percentage change")).toBe("−8.3%");
  expect(await fact(dialog, "Affected fields")).not.toBe("None");
  expect(await fact(dialog, "Status")).toBe("Synced");
  expect(await fact(dialog, "Transaction ID")).toMatch(/^10428/);
  expect(await fact(dialog, "Synced at")).toBe("Mar 20, 2026 03:45 PM");
});

it("shows all of what failed: why, whose move it is, and what NetSuite said", async () => {
  const dialog = await detailsOf("failed", "2001");

  const card = dialog.getByRole("group", { name: "Failed: Vendor not found in NetSuite" });
  await expect(card.getByText(/The purchase order waits\. Your move\./)).toShow();
  expect(await fact(dialog, "Status")).toContain("Failed");
  expect(await fact(dialog, "Error message")).toBe(
    "Invalid entity reference key Northlight Glazing LLC.",
  );
});

it("offers neither to send again nor to undo what is synced", async () => {
  const dialog = await detailsOf("completed", "3001");

  expect(await dialog.getByRole("button", { name: /sync|retry|send|undo|revert/i }).count()).toBe(
    0,
  );
  await dialog.page().keyboard.press("Escape");
  const row = dialog.page().getByRole("row").filter({ hasText: "SC-009" });
  await row.getByRole("button", { name: /^View details/ }).waitFor();
  expect(await row.getByRole("button", { name: /sync|retry|send|undo|revert/i }).count()).toBe(0);
});

it("says of what nothing keeps that it is in line, on the row and in its details", async () => {
  const [plain] = someActivities();
  stage.played.activities = [{ ...plain!, waiting: null }];
  const page = await stage.open(`${consolePath}&tab=pending`);
  const row = page.getByRole("row").filter({ hasText: "SC-014" });

  await expect(row.getByText("In line: it goes by itself")).toShow();
  await row.getByRole("button", { name: /^View details/ }).click();

  const dialog = page.getByRole("dialog");
  await dialog.getByText("Procore ID").waitFor();
  expect(await fact(dialog, "Status")).toMatch(/Pending\s+In line: it goes by itself/);
});
