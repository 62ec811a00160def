import type { Locator, Page } from "playwright-core";
import { beforeEach, expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

beforeEach(() => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
});

async function styleOf(shown: Locator, name: string): Promise<string> {
  return shown.evaluate(
    (one, asked) => one.ownerDocument.defaultView.getComputedStyle(one)[asked] as string,
    name,
  );
}

interface Mark {
  color: string;
  icons: number;
}

/** What people call the colour of a text, or of the pill around it, and how many icons it has. */
async function markOf(shown: Locator): Promise<Mark> {
  await shown.waitFor();
  const icons = await shown.locator("svg").count();
  const behind = await styleOf(shown, "backgroundColor");
  const isBare = behind === "rgba(0, 0, 0, 0)";
  return { color: nameOf(isBare ? await styleOf(shown, "color") : behind), icons };
}

function nameOf(color: string): string {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  const [low, high] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  if (high - low < 10) return "gray";
  const turn = 60 / (high - low);
  if (high === red) return green - blue > (high - low) / 2 ? "yellow" : "red";
  const hue = high === green ? 120 + (blue - red) * turn : 240 + (red - green) * turn;
  return hue < 170 ? "green" : "blue";
}

async function rowIn(tab: string, title: string): Promise<{ page: Page; row: Locator }> {
  const page = await stage.open(`${consolePath}&tab=${tab}`);
  return { page, row: page.getByRole("row").filter({ hasText: title }).first() };
}

it.each([
  { tab: "failed", title: "SC-021 · Glazing", word: "Created", color: "blue" },
  { tab: "pending", title: "SC-014", word: "Updated", color: "yellow" },
  { tab: "pending", title: "Acme Steel", word: "Deleted", color: "red" },
])("tells by icon, word and colour what was done: $word", async ({ tab, title, word, color }) => {
  const { row } = await rowIn(tab, title);

  expect(await markOf(row.getByText(word, { exact: true }))).toEqual({ color, icons: 1 });
});

it.each([
  { tab: "pending", title: "SC-014", amount: "+$25,000.00", percent: "+25.0%", color: "green" },
  { tab: "completed", title: "SC-009", amount: "−$12,400.00", percent: "−8.3%", color: "red" },
])(
  "shows an increase in green and a decrease in red, with sign and percent: $amount",
  async ({ tab, title, amount, percent, color }) => {
    const { row } = await rowIn(tab, title);

    expect(await markOf(row.getByText(amount, { exact: true }))).toMatchObject({ color });
    await expect(row.getByText(percent)).toShow();
  },
);

it.each([
  { tab: "completed", title: "SC-009", word: "Synced", color: "green" },
  { tab: "pending", title: "SC-014", word: "Pending", color: "yellow" },
  { tab: "failed", title: "SC-021 · Glazing", word: "Failed", color: "red" },
  { tab: "completed", title: "PO-003", word: "N/A", color: "gray" },
])("tells by icon, word and colour how it stands: $word", async ({ tab, title, word, color }) => {
  const { row } = await rowIn(tab, title);

  expect(await markOf(row.getByText(word, { exact: true }))).toEqual({ color, icons: 1 });
});

it("strikes an old value through in red, and shows the new one in green and by how much", async () => {
  const { page, row } = await rowIn("pending", "SC-014");
  await row.getByRole("button", { name: "View details of SC-014 · Structural steel" }).click();
  const change = page.getByRole("dialog").locator("[data-field=contract_amount]");

  expect(await markOf(change.locator("del"))).toMatchObject({ color: "red" });
  expect(await markOf(change.locator("ins"))).toMatchObject({ color: "green" });
  expect(await styleOf(change.locator("del"), "textDecorationLine")).toBe("line-through");
  await expect(change.getByText("+25.0%")).toShow();
});
