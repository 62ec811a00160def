import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import readXlsxFile from "read-excel-file/node";
import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { useJourney } from "./use-journey.ts";

/** More than a page of fifty. */
const MANY = 53;
const patience = { timeout: 120_000, interval: 500 };

const journey = useJourney({ automaticSync: false });

const open = (query: string) =>
  journey.person.page.goto(
    `${journey.world.appUrl}/console?companyId=${journey.installed.companyId}&page=activities${query}`,
  );
const box = (title: string): Locator =>
  journey.person.page.getByRole("checkbox", { name: new RegExp(`${title}$`) });

it("sends what was selected over two pages, shows how far it is, and leaves the rest", async () => {
  const { page } = journey.person;
  const contracts = [];
  for (let place = 1; place <= MANY; place += 1) {
    const title = `Many ${String(place).padStart(2, "0")}`;
    contracts.push(
      await createCommitment(journey.world, journey.installed, {
        vendor: "Acme Steel Erectors",
        title,
      }),
    );
  }
  await atRest(journey.world, patience);
  await open("&tab=pending");
  await page.getByRole("button", { name: `Pending ${MANY}` }).waitFor();

  await page.getByRole("checkbox", { name: "Select all shown" }).click();
  const bar = page.getByRole("region", { name: "Selection" });
  await bar.getByText("50 selected").waitFor();
  const titles = async () =>
    (await page.getByRole("row").allInnerTexts()).flatMap((row) => /Many \d\d/.exec(row) ?? []);
  const first = await titles();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(titles).toHaveLength(MANY);
  const [left, ...more] = (await titles()).filter((title) => !first.includes(title));
  const [taken] = first;
  for (const title of [...more, taken!]) await box(title).click();
  await bar.getByText("51 selected").waitFor();
  await bar.getByRole("button", { name: "Sync now" }).click();

  const progress = page.getByRole("region", { name: "Progress" });
  await progress.getByText("51 of 51 records are in step").waitFor({ timeout: 120_000 });
  await atRest(journey.world, patience);
  const unsent = contracts.filter((contract) => ordersOf(journey.world, contract).length === 0);
  expect(unsent.map(({ title }) => title)).toEqual([left!, taken!].toSorted());
  await expect(page.getByRole("button", { name: "Pending 2" })).toShow();
  await expect(page.getByRole("button", { name: "Completed 51" })).toShow();
}, 120_000);

it("exports to a sheet what the database has", async () => {
  const { page } = journey.person;
  await open("&tab=completed&q=Many");
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page
    .getByRole("dialog", { name: "Export activities" })
    .getByRole("button", { name: "Export" })
    .click();
  const file = await (await downloading).path();

  const [sheet] = await readXlsxFile(await readFile(file));
  const [header = [], ...rows] = sheet!.data;
  const column = (name: string) => {
    const place = header.findIndex((title) => String(title).startsWith(name));
    return rows.map((row) => row[place]);
  };
  const stored = await journey.world.database
    .admin("activities")
    .join("records", "records.record_id", "activities.record_id")
    .where("activities.company_id", journey.installed.companyId)
    .where("activities.status", "synced")
    .orderBy("activity_id", "desc");
  expect(rows).toHaveLength(51);
  expect(column("Activity ID")).toEqual(stored.map(({ activity_id }) => activity_id));
  expect(column("Procore ID")).toEqual(stored.map(({ procore_id }) => procore_id));
  expect(column("Transaction ID")).toEqual(stored.map(({ transaction_id }) => transaction_id));
  expect(column("Financial impact")).toEqual(stored.map(({ impact }) => Number(impact.amount)));
  expect(new Set(column("Sync status"))).toEqual(new Set(["Synced"]));
});
