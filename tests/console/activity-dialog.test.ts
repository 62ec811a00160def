import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { runningInstallation } from "./company.ts";
import { someActivities } from "./some-activities.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();

it.each([1440, 400])(
  "shows each try with NetSuite's own words, and what happened around the record, %i px wide",
  async (width) => {
    stage.played.installation = runningInstallation();
    stage.played.activities = someActivities();
    const said = "An unexpected error occurred. Error ID: m2x9tk";
    stage.played.history = {
      attempts: [
        {
          id: "2",
          at: "2026-03-20T15:41:00.000Z",
          outcome: "failed",
          requestedBy: "Rosa Delgado",
          transactionId: null,
          title: "NetSuite fails on SC-021",
          said,
        },
        {
          id: "1",
          at: "2026-03-20T15:40:30.000Z",
          outcome: "unanswered",
          requestedBy: null,
          transactionId: null,
          title: "NetSuite to answer",
          said: null,
        },
      ],
      payments: [
        {
          id: "9",
          date: "2026-03-21",
          amount: "575000.00",
          currency: "USD",
          number: "20391",
          state: "paid",
          voidedAt: null,
        },
      ],
      entries: [
        {
          sequence: "7",
          at: "2026-03-19T10:00:00.000Z",
          name: "Dana Whitfield",
          action: "settings_saved",
          before: { "Automatic sync": false },
          after: { "Automatic sync": true },
        },
      ],
    };
    const page = await stage.open(`${consolePath}&tab=failed&activity=2001`, width);
    const dialog = page.getByRole("dialog");

    const tries = dialog.getByRole("list", { name: "Attempts" }).getByRole("listitem");
    await tries.first().getByText("Asked for by Rosa Delgado").waitFor();
    await tries.first().getByText(said).waitFor();
    await tries.last().getByText("Waits for NetSuite to answer").waitFor();
    const history = dialog.getByRole("list", { name: "History of this record" });
    await history.getByText("Payment 20391 of $575,000.00, paid").waitFor();
    await history.getByText("Created by Dana Whitfield: Contract amount").waitFor();
    await history.getByText("Changed settings · Dana Whitfield").waitFor();
    expect(await barriers(page)).toEqual([]);
  },
);

it("shows what the next push would send, once somebody asks", async () => {
  stage.played.installation = runningInstallation();
  stage.played.activities = someActivities();
  const blockers = ["Waits for vendor Acme Steel."];
  stage.played.refuse = (_method, path) =>
    path.endsWith("/preview") ? { status: 200, body: { documents: [], blockers } } : null;
  const page = await stage.open(`${consolePath}&tab=pending&activity=1001`);
  const button = page.getByRole("button", { name: "Show what would be sent" });
  await button.waitFor();
  expect(stage.played.calls).not.toContain("GET /activities/1001/preview");

  await button.click();

  await page.getByText("Nothing would be sent before this is mended:").waitFor();
});
