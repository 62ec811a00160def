import { expect, it } from "vitest";
import { refusal } from "./answer.ts";
import { runningInstallation } from "./company.ts";
import { someRecords } from "./some-records.ts";
import { consolePath, sideways, useStage } from "./stage.ts";

const stage = useStage();
const path = `${consolePath}&page=integration`;

function run(pageSize = 50) {
  Object.assign(stage.played, {
    installation: runningInstallation(),
    records: someRecords(),
    pageSize,
  });
}
const shown = () =>
  expect.poll(() =>
    stage.page
      .locator("[data-record]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-record"))),
  );
const asked = () => stage.played.bodies.get("POST /records/synchronize");

it("shows of each record key, name, status, version, message, last sync, connection and entity", async () => {
  run();
  const page = await stage.open(consolePath);
  await page.getByRole("link", { name: "Integration" }).click();
  const row = page.locator("[data-record='28']");
  await row.waitFor();

  expect(await page.title()).toBe("Integration · Crosstie");
  expect(await row.getByRole("cell").allInnerTexts()).toEqual([
    "Choose SC-028 · Structural steel",
    expect.stringMatching(/^562949953471028\nPO10428 ↗/),
    "SC-028 · Structural steel\nHarbor Tower",
    "Commitment",
    "Desynchronized",
    "3",
    expect.stringMatching(/^Purchase order PO10428 comes to 900\.00 in NetSuite and to 1,000\.00/),
    "Mar 20, 2026\n03:40 PM",
    "NetSuite 7654321_SB1\nNorthgate Builders Inc.",
    "",
  ]);
  const statuses = await page.getByRole("navigation", { name: "Records by status" }).innerText();
  expect(statuses.split("\n").map((one) => one.trim())).toEqual([
    "All8",
    "Desynchronized1",
    "Error1",
    "Not integrated1",
    "Pending2",
    "Success3",
    "N/A0",
  ]);
});

it("filters by status, key, name, type and group, and keeps that over a reload", async () => {
  run();
  const page = await stage.open(path);
  await shown().toHaveLength(8);
  await page.getByRole("button", { name: /^Success/ }).click();
  await shown().toEqual(["23", "22", "21"]);
  await page.getByRole("button", { name: "Data" }).click();
  await page.getByRole("option", { name: "Master data", exact: true }).click();
  await shown().toEqual(["22"]);
  await page.reload();
  await shown().toEqual(["22"]);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: /^All/ }).first().click();
  await page.getByLabel("Name").fill("steel");
  await shown().toEqual(["28", "23", "22", "21"]);
  await page.getByLabel("Key").fill("562949953471023");
  await shown().toEqual(["23"]);
  await page.getByLabel("Key").fill("9");
  await page.getByText("No record fits").waitFor();
});

it("goes on a page at a time", async () => {
  run(3);
  const page = await stage.open(path);
  await shown().toEqual(["28", "27", "26"]);

  await page.getByRole("button", { name: "Load more" }).click();

  await shown().toEqual(["28", "27", "26", "25", "24", "23"]);
});

it("says what each button will do with how many, asks before it writes, and tells how it ended", async () => {
  run();
  const page = await stage.open(path);
  await page.getByLabel("Choose all that can be synchronized").check({ force: true });
  const bar = page.getByRole("group", { name: "Chosen records" });
  await expect
    .poll(() => bar.innerText())
    .toMatch(
      /^3 records chosen\nSynchronize sends 2 records that differ or were never sent\. Force synchronize tries 1 that failed once more\./,
    );

  await bar.getByRole("button", { name: "Synchronize 2", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Synchronize 2 records?" });
  await dialog.getByText(/1 record differs: Procore’s values replace/).waitFor();
  expect(asked()).toBeUndefined();
  await dialog.getByRole("button", { name: "Synchronize" }).click();

  await page.getByText("Synchronizing: 0 of 2").waitFor();
  expect(asked()).toEqual({ how: "synchronize", recordIds: ["28", "24"] });
  stage.played.records = stage.played.records.map((one) => {
    if (one.id === "28") return { ...one, status: "success", isUnderWay: false, message: null };
    if (one.id !== "24") return one;
    return { ...one, status: "error", isUnderWay: false, message: "The period is closed" };
  });
  const ended = page.getByRole("main").getByText("1 of 2 records is in step. 1 did not work.");
  await ended.waitFor();
  await page.getByRole("button", { name: "SC-024 · Demolition", exact: true }).waitFor();
  await page.locator("[data-record='28']").getByText("Success").waitFor();
});

it("asks before it sends one from its details, too", async () => {
  run();
  const page = await stage.open(`${path}&record=24`);
  await page.getByRole("button", { name: "Synchronize", exact: true }).click();
  const sure = page.getByRole("dialog", { name: "Synchronize 1 record?" });
  await sure.getByText(/never sent/).waitFor();
  expect(asked()).toBeUndefined();
  await sure.getByRole("button", { name: "Synchronize" }).click();

  await expect.poll(asked).toEqual({ how: "synchronize", recordIds: ["24"] });
});

it("lets no pending record be chosen, and says why", async () => {
  run();
  const page = await stage.open(path);
  const box = page.getByLabel(/^Invoice 0007 cannot be chosen: It is pending already, and waits/);
  await box.waitFor();

  expect(await box.isDisabled()).toBe(true);
  await page
    .locator("[data-record='26']")
    .getByRole("button", { name: /^Message/ })
    .click();
  await page.getByRole("dialog").getByText("Automatic sync is off.").waitFor();
});

it("opens the details by the key and the message by its icon, and gives the focus back", async () => {
  run();
  const page = await stage.open(path);
  await page.getByRole("link", { name: /^Details of SC-028/ }).click();
  const dialog = page.getByRole("dialog", { name: "SC-028 · Structural steel" });
  await dialog.getByText("Luis Oyelaran").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("link", { name: /^Details of SC-028/ })
    .and(page.locator(":focus"))
    .waitFor();

  await page.getByRole("button", { name: /^Message of SC-027/ }).click();
  await page.getByRole("dialog").getByText("Accounting creates the vendor in NetSuite.").waitFor();
});

it.each([
  ["Take Procore’s", "Write them to NetSuite", "procore"],
  ["Take NetSuite’s", "Let the difference stand", "erp"],
])("does %s only once it is confirmed, for exactly what was seen", async (way, sure, take) => {
  run();
  const page = await stage.open(path);
  await page.getByRole("button", { name: /^Desynchronized: compare/ }).click();
  const dialog = page.getByRole("dialog");
  const rows = dialog.getByRole("table", { name: "What differs" }).getByRole("row");
  await expect
    .poll(async () => (await rows.allInnerTexts()).map((one) => one.trim()))
    .toEqual([
      "Value\tProcore\tNetSuite",
      expect.stringMatching(/Total\s+\$1,500\.00\s+\$1,400\.00$/),
      expect.stringMatching(/Line 1 · Columns and beams\s+\$1,000\.00\s+\$900\.00$/),
    ]);
  await dialog.getByRole("button", { name: way }).click();
  expect(stage.played.calls.filter((call) => call.endsWith("/resolve"))).toEqual([]);

  await page.getByRole("dialog").getByRole("button", { name: sure }).click();

  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(stage.played.bodies.get("POST /records/28/resolve")).toEqual({
    take,
    mark: "the-mark-that-was-seen",
  });
});

it("offers no way that cannot work, and says why", async () => {
  run();
  stage.played.comparison = {
    ...stage.played.comparison,
    procore: { whyNot: "Crosstie does not open again in NetSuite what accounting has closed." },
  };
  const page = await stage.open(`${path}&compare=28`);
  await page.getByText("Take Procore’s: not possible").waitFor();
  await page.getByText(/does not open again/).waitFor();

  expect(await page.getByRole("button", { name: "Take Procore’s" }).count()).toBe(0);
});

it("says what has changed since, when nothing could be taken", async () => {
  run();
  stage.expectedErrors.push(/409/);
  stage.played.refuse = (_method, door) =>
    door.endsWith("/resolve")
      ? refusal(409, "conflict", "One of the two systems has changed.")
      : null;
  const said = "purchase order PO10428 was closed in NetSuite";
  const page = await stage.open(`${path}&compare=28`);
  await page.getByRole("button", { name: "Take NetSuite’s" }).click();
  stage.played.comparison = { ...stage.played.comparison, says: said };
  await page.getByRole("button", { name: "Let the difference stand" }).click();

  await page.getByText("One of the two systems has changed.").waitFor();
  await page.getByText("Purchase order PO10428 was closed in NetSuite.").waitFor();
});

it("offers nothing to do to who may only look", async () => {
  run();
  const whyNot = "This needs Admin on its project's Commitments tool in Procore.";
  stage.played.records = someRecords().map((one) => ({
    ...one,
    mayAct: false,
    asks: null,
    whyNot,
  }));
  const page = await stage.open(path);
  await shown().toHaveLength(8);

  expect(await page.getByRole("checkbox").count()).toBe(0);
  await stage.open(`${path}&compare=28`);
  await page
    .getByText(/It takes Admin on Commitments/)
    .first()
    .waitFor();
  expect(await page.getByRole("button", { name: "Take Procore’s" }).count()).toBe(0);
});

it("keeps rows where they are while the pointer is over them", async () => {
  run();
  const page = await stage.open(`${path}&status=error`);
  await shown().toEqual(["27"]);
  await page.locator("[data-record='27']").hover();
  const [first] = stage.played.records;
  stage.played.records = [
    { ...first!, id: "29", status: "error", name: "SC-029 · New" },
    ...stage.played.records,
  ];
  const before = stage.played.calls.length;
  stage.played.tell({ what: "record", projectId: null, parent: null });
  await expect.poll(() => stage.played.calls.length).toBeGreaterThan(before);
  await shown().toEqual(["27"]);

  await page.mouse.move(0, 0);

  await shown().toEqual(["29", "27"]);
});

it.each([400, 1440])("fits %i px", async (width) => {
  run();
  const page = await stage.open(path, width);
  await shown().toHaveLength(8);

  expect(await sideways(page)).toBe(0);
});

it("is not shown to those who may not see activities", async () => {
  run();
  stage.played.installation.may.viewActivities = false;
  const page = await stage.open(path);

  await page.getByRole("heading", { name: "You may not see the records" }).waitFor();
  expect(stage.played.calls.filter((call) => call.includes("/records"))).toEqual([]);
});
