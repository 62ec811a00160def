import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { OpenSession } from "../../server/api/contract.ts";
import { openProfile } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { install, type Installed, must, pick } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { nameOf, people, type PersonName, signIn } from "../world/sign-in.ts";
import { Person } from "./person.ts";

let world: World;
let installed: Installed;

beforeAll(async () => {
  await buildClient();
  world = await openWorld({ works: false });
  installed = await install(world);
}, 120_000);
afterAll(() => world?.close());

const drafts = ["SC-24-011-009", "SC-25-004-006"] as const;
const commitment = (number: string) => pick(world, (one) => one.number === number);

async function arrive(profile: object, name: PersonName = "admin"): Promise<Person> {
  const context = await openProfile(profile, { viewport: { width: 1440, height: 900 } });
  onTestFinished(() => context.close());
  const person = await Person.open(world, context);
  await person.signInToProcore(name);
  return person;
}

const BLOCKING = { cookie_controls_mode: 1, block_third_party_cookies: true };

const shown = (person: Person, number: string) =>
  person.panel.getByRole("heading", { level: 1 }).getByText(number);

/** Whether the panel's frame keeps a cookie without a partition: what the browser's setting is about. */
async function keepsThirdPartyCookies({ page }: Person): Promise<boolean> {
  const frame = page.frames().find((one) => one.url().startsWith(world.appUrl))!;
  return frame.evaluate<boolean>(
    `document.cookie = "witness=1; Secure; SameSite=None"; document.cookie.includes("witness=1")`,
  );
}

const ours = async (context: BrowserContext) =>
  (await context.cookies(world.appUrl)).filter(({ name }) => name !== "witness");

it.each([
  { does: "allows", keeps: true, profile: { cookie_controls_mode: 0 } },
  { does: "blocks", keeps: false, profile: BLOCKING },
])(
  "signs a person in once for all records and the console where the browser $does third-party cookies",
  async ({ keeps, profile }) => {
    const person = await arrive(profile);
    await person.openCommitment(commitment(drafts[0]));
    await person.openPanel();
    await person.panel.getByRole("button", { name: /sign in/i }).waitFor();
    expect(await keepsThirdPartyCookies(person)).toBe(keeps);
    await person.signInToPanel({ consents: false });
    await shown(person, drafts[0]).waitFor();

    const windows: string[] = [];
    person.context.on("page", (page) => windows.push(page.url()));
    await person.openCommitment(commitment(drafts[1]));
    await shown(person, drafts[1]).waitFor();
    await person.page.reload();
    await shown(person, drafts[1]).waitFor();
    await person.page.goto(`${world.procore.url}/companies/${installed.companyId}/apps/crosstie`);
    await person.panel.getByRole("heading", { name: "Overview" }).waitFor();

    expect(windows).toEqual([]);
    expect(await ours(person.context)).toMatchObject([
      {
        name: "__Host-crosstie",
        path: "/",
        httpOnly: true,
        secure: true,
        sameSite: "None",
        partitionKey: "http://localhost",
      },
    ]);
    expect(person.complaints).toEqual([]);
  },
  60_000,
);

it("keeps the session in memory and asks again where the browser keeps no cookie in frames", async () => {
  const inFrames = `${world.appUrl},${world.procore.url}`;
  const person = await arrive({
    content_settings: { exceptions: { cookies: { [inFrames]: { setting: 2 } } } },
  });
  await person.openCommitment(commitment(drafts[0]));
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  await shown(person, drafts[0]).waitFor();

  await person.openCommitment(commitment(drafts[1]));
  await person.signInToPanel({ consents: false });
  await shown(person, drafts[1]).waitFor();

  expect(await ours(person.context)).toEqual([]);
  expect(person.complaints).toEqual([]);
}, 60_000);

it("signs out in all tabs of the browser at once, and lets all in again with one sign-in", async () => {
  const person = await arrive(BLOCKING);
  await person.openCommitment(commitment(drafts[0]));
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  const other = await Person.open(world, person.context);
  await other.openCommitment(commitment(drafts[1]));
  await other.panel.getByText("Signed in as").waitFor();
  await shown(other, drafts[1]).waitFor();

  await person.panel.getByRole("button", { name: "Sign out" }).click();

  await person.panel.getByRole("heading", { name: "You are signed out" }).waitFor();
  await other.panel.getByRole("heading", { name: "Sign in to see this commitment" }).waitFor();
  expect(await ours(person.context)).toEqual([]);

  await person.signInToPanel({ consents: false });
  await shown(person, drafts[0]).waitFor();
  // as when its person comes back to the tab
  const frame = other.page.frames().find((one) => one.url().startsWith(world.appUrl))!;
  await frame.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
  await shown(other, drafts[1]).waitFor();
}, 60_000);

it("shows a person whose session an admin has ended that it has, while they look at it", async () => {
  const person = await arrive(BLOCKING, "accounting");
  await person.openCommitment(commitment(drafts[0]));
  await person.openPanel();
  await person.signInToPanel({ consents: true });
  await shown(person, drafts[0]).waitFor();
  const company = `/companies/${installed.companyId}/sessions`;
  const sessions = await must(installed.admin.get<OpenSession[]>(company));
  const theirs = sessions.find(({ user }) => user.login === people.accounting)!;

  await installed.admin.send("DELETE", `${company}/${theirs.id}`);

  await person.panel.getByRole("button", { name: /sign in/i }).waitFor();
}, 60_000);

it("shows and does nothing more in the name of who was there before another person signed in", async () => {
  const person = await arrive(BLOCKING);
  await person.openCommitment(commitment(drafts[0]));
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  await person.panel.getByText(`Signed in as ${nameOf(world, "admin")}`).waitFor();
  const another = await signIn(world, "accounting");
  const [cookie] = await ours(person.context);

  await person.context.addCookies([{ ...cookie!, value: another.token }]);
  await person.panel.getByRole("button", { name: "Preview" }).click();

  await person.panel.getByText(`Signed in as ${nameOf(world, "accounting")}`).waitFor();
}, 60_000);
