import { it } from "vitest";
import * as money from "./money-views.ts";
import * as places from "./panel-views.ts";
import { useStage } from "./stage.ts";
import * as unsent from "./unsent-views.ts";
import * as views from "./views.ts";

const stage = useStage();
const only = process.env.ONLY?.split(",");
const all = { ...views, ...money, ...unsent, ...places } as unknown as Record<
  string,
  typeof views.synced
>;
const names = only ?? [
  "notIntegrated",
  "pending",
  "synced",
  "voided",
  "failed",
  "onlyLooking",
  "notMoneyYet",
  "notConnected",
  "approvedNotPaid",
];
it.each(names)("shoots %s", async (name) => {
  stage.app.view = all[name]!;
  const frame = await stage.openSignedIn();
  await frame.getByRole("heading", { level: 1 }).waitFor();
  await stage.page.waitForTimeout(300);
  const height = await frame.evaluate(() => document.documentElement.scrollHeight);
  await stage.page.setViewportSize({ width: 400, height: Math.min(height, 2400) });
  await stage.page.screenshot({ path: `/tmp/he/shots/${name}.png` });
});

it("shoots places", async () => {
  stage.app.view = places.approvedNotPaid;
  let frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Why is it not paid? Invoice 0008" }).click();
  await frame.getByRole("dialog").getByText("Due: Oct").waitFor();
  await frame.getByRole("button", { name: "Make a link" }).click();
  await frame.getByRole("button", { name: "Copy link" }).waitFor();
  await stage.page.waitForTimeout(400);
  await stage.page.screenshot({ path: "/tmp/he/shots/why.png" });
});
it("shoots project", async () => {
  const frame = await stage.openSignedIn({
    told: { company_id: 1, project_id: 2, view: "commitments.contracts.list" },
  });
  await frame.getByRole("heading", { level: 1 }).waitFor();
  await stage.page.waitForTimeout(400);
  await stage.page.screenshot({ path: "/tmp/he/shots/project.png" });
});
