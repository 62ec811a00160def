import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { missing } from "../client/panel-views.ts";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { consolePath, useStage } from "./stage.ts";

const stage = useStage();
const list = {
  system: "NetSuite",
  items: [
    missing,
    {
      ...missing,
      commitmentId: "22",
      number: "PO-008",
      title: "Rebar and mesh",
      amount: "96420.50",
      record: "pending" as const,
      reason: "automatic sync is off",
      whoseMove: "sender" as const,
    },
  ],
  more: 0,
};

async function open(width = 1440) {
  stage.played.installation = runningInstallation();
  return stage.open(`${consolePath}&page=not-in-erp`, width);
}

it.each([1440, 400])(
  "lists what the ERP does not have, why, since when and whose move, at %i px",
  async (width) => {
    stage.played.notInErp = list;
    const page = await open(width);
    await page.getByText("2 commitments of your projects").waitFor();

    const text = (await page.getByRole("main").innerText()).replace(/\s+/g, " ");

    for (const words of [
      "2 commitments of your projects",
      "SC-021 · Curtain wall",
      "Northlight Glazing LLC",
      "Harbor Tower",
      "$840,000.00",
      "Failed",
      "NetSuite has no vendor for Northlight Glazing LLC. Accounting’s move.",
      "Mar 18, 2026 04:30 PM",
      "Automatic sync is off. The move of whoever may push to accounting.",
    ]) {
      expect(text).toContain(words);
    }
    expect(await page.getByRole("link", { name: /^SC-021/ }).getAttribute("href")).toBe(
      missing.url,
    );
    expect(await barriers(page.mainFrame())).toEqual([]);
    expect(
      await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      ),
    ).toBe(0);
  },
);

it("says what will appear where nothing is missing", async () => {
  const page = await open();

  await page.getByText("All of yours is in NetSuite").waitFor();
});

it("says which right is missing, and asks again", async () => {
  stage.expectedErrors = [/403/];
  stage.played.refuse = (_method, path) =>
    path === "/not-in-erp" ? refusal(403, "not_allowed", "This needs Read Only.") : null;
  const page = await open();
  await page.getByText("You may not see this").waitFor();
  await page.getByText("This needs Read Only.").waitFor();

  stage.played.refuse = () => null;
  stage.played.notInErp = list;
  await page.getByRole("button", { name: "Try again" }).click();

  await page.getByRole("link", { name: /^SC-021/ }).waitFor();
});
