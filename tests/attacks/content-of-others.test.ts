import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { VendorChoice } from "../bad-days/vendor-choice.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { sideways } from "../console/stage.ts";
import { Person } from "../journeys/person.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: false } });

/** Turns round what stands behind it: 125,000 would read 000,521. */
const TURNS = "\u202e";
const scripts = `<img src=x onerror="window.ran=1"><svg onload=window.ran=1><script>window.ran=1</script>`;
const elsewhere = `[pay here](javascript:window.ran=1) <a href="https://evil.example">Sign in</a> <b>bold</b> {{7*7}}`;
const vendor = `Bay ${TURNS} ${scripts}`;
const title = `Steel ${TURNS}\u2067 ${scripts} ${elsewhere}`;
const unbroken = "9".repeat(400);

let commitment: Commitment;
let person: Person;
beforeAll(async () => {
  await buildClient();
  const state = world.procore.system.live();
  state.projects.get(installed.projects[0]!.id)!.name = `Tower ${TURNS} ${scripts}`;
  await must(installed.admin.send("POST", `/companies/${installed.companyId}/installation`));
  const author = [...state.users.values()].find(({ login }) => login === "pm@ridgeline.example")!;
  author.lastName = `Webb ${TURNS} ${scripts}`;
  // Procore's directory, where anyone with the tool writes names.
  await new VendorChoice(world, installed).inProcore(vendor);
  commitment = await createCommitment(world, installed, { vendor, title });
  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    description: `<p onclick="window.ran=1">${elsewhere}</p>${unbroken}`,
    by: author.login,
  });
  await atRest(world);
  const context = await openContext({ viewport: { width: 1440, height: 900 } });
  person = await Person.open(world, context);
  await person.signInToProcore("admin");
}, 120_000);
afterAll(() => person.context.close());

/** The words are there as words: nothing of them ran, opened, stuck out or turned the page round. */
async function areWords(page: Page, where: string): Promise<void> {
  for (const frame of page.frames()) {
    if (!frame.url().startsWith(world.appUrl)) continue;
    expect([where, await frame.evaluate("window.ran")]).toEqual([where, undefined]);
    expect(
      await frame
        .locator("img[src=x], svg[onload], main b, [href*=evil], [href^=javascript]")
        .count(),
    ).toBe(0);
    expect(await frame.evaluate("document.body.innerText")).not.toMatch(
      /[\u202a-\u202e\u2066-\u2069]/,
    );
  }
}

it("shows names, titles and words of others in the panel as words", async () => {
  await person.openCommitment(commitment);
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  await person.panel.getByText("onerror=").first().waitFor();

  await areWords(person.page, "panel");
  await person.shoot("panel");
});

it.each([1440, 400])("shows them in the console as words, %i px wide", async (width) => {
  const { page } = person;
  await page.setViewportSize({ width, height: 900 });
  for (const tab of ["failed", "pending", "completed"]) {
    await page.goto(`${world.appUrl}/console?companyId=${installed.companyId}&tab=${tab}`);
    await page.getByRole("heading", { name: "Activities" }).waitFor();
    await page
      .locator("[data-activity]")
      .first()
      .or(page.getByText(/^Nothing/))
      .waitFor();
    await areWords(page, `${tab} at ${width}`);
    expect([tab, await sideways(page)]).toEqual([tab, 0]);
  }
  await page.goto(`${world.appUrl}/console?companyId=${installed.companyId}&tab=failed`);
  await page
    .getByRole("button", { name: /^View details of/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  await areWords(page, `details at ${width}`);
  expect(await sideways(page)).toBe(0);
  await person.shoot(`console-${width}`);
});

it("has heard no complaint of the browser", () => {
  expect(person.complaints).toEqual([]);
});
