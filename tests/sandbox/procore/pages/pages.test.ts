import { afterEach, beforeEach, expect, it } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { Visitor } from "./visitor.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(async () => {
  await stage.close();
});

async function signedIn(login: string): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.signIn(login);
  return visitor;
}

const commitmentPath = () => `/projects/${stage.project.id}/commitments/${stage.draft.id}`;

it("sends strangers to the sign-in form and back to where they wanted to go", async () => {
  const stranger = new Visitor(stage.url);

  const asked = await stranger.open(commitmentPath());

  expect(asked.path).toBe("/login");
  expect(asked.text).toContain(`value="${commitmentPath()}"`);
});

it("signs in to the company's portfolio and signs out again", async () => {
  const visitor = new Visitor(stage.url);
  const home = await visitor.signIn("pm@ridgeline.example");

  await visitor.send(home.path, {}, "/logout");
  const afterwards = await visitor.open(home.path);

  expect(home.path).toBe(`/companies/${stage.company.id}`);
  expect(home.text).toContain(stage.project.name);
  expect(afterwards.path).toBe("/login");
});

it("installs the app on the projects a company admin ticks", async () => {
  const admin = await signedIn("admin@ridgeline.example");
  const listing = `/companies/${stage.company.id}/marketplace/crosstie`;

  const installed = await admin.send(listing, { project: stage.project.id }, `${listing}/install`);

  const [installation] = stage.state.installations.values();
  expect(installation).toMatchObject({
    status: "installed",
    permittedProjectIds: [stage.project.id],
  });
  expect(installed.text).toContain(
    `https://app.example.com/install?company_id=${stage.company.id}`,
  );
  expect((await admin.open(commitmentPath())).text).toContain('aria-controls="side-panel"');
});

it("refuses the install to everyone who is no company admin, on the page and behind it", async () => {
  const manager = await signedIn("pm@ridgeline.example");
  const listing = `/companies/${stage.company.id}/marketplace/crosstie`;

  const page = await manager.open(listing);
  const forged = await manager.post(`${listing}/install`, {
    csrf: await manager.csrf(),
    project: stage.project.id,
  });

  expect(page.text).toContain(
    "Only a company administrator of Ridgeline Builders can install apps",
  );
  expect(forged.status).toBe(403);
  expect(stage.state.installations.size).toBe(0);
});

it("changes the permitted projects and uninstalls in App Management", async () => {
  const admin = await signedIn("admin@ridgeline.example");
  const apps = `/companies/${stage.company.id}/apps`;
  const listing = `/companies/${stage.company.id}/marketplace/crosstie`;
  await admin.send(listing, { project: stage.project.id }, `${listing}/install`);
  const other = [...stage.state.projects.values()].at(1);

  await admin.send(apps, { project: other?.id ?? "" }, `${apps}/permitted_projects`);
  const [installation] = structuredClone([...stage.state.installations.values()]);
  const gone = await admin.send(apps, {}, `${apps}/uninstall`);

  expect(installation?.permittedProjectIds).toEqual([other?.id]);
  expect(gone.text).toContain("No apps are installed");
  expect((await admin.open(`${apps}/crosstie`)).status).toBe(404);
});

it("keeps people out of companies and projects that are not theirs", async () => {
  const superintendent = await signedIn("super@ridgeline.example");
  const notMine = [...stage.state.projects.values()]
    .filter(({ companyId }) => companyId === stage.company.id)
    .at(2);
  const otherCompany = [...stage.state.companies.keys()].at(1);

  const project = await superintendent.open(`/projects/${notMine?.id}/commitments`);
  const company = await superintendent.open(`/companies/${otherCompany}`);

  expect(project.status).toBe(404);
  expect(company.status).toBe(404);
});

it("refuses forms that do not carry the session's token", async () => {
  const manager = await signedIn("pm@ridgeline.example");

  const forged = await manager.post(`${commitmentPath()}/approve`, { csrf: "guessed" });

  expect(forged.status).toBe(403);
  expect(stage.draft.status).toBe("Draft");
});

it("sends headers that keep the pages out of frames and name the host to the app it frames", async () => {
  const manager = await signedIn("pm@ridgeline.example");

  const { headers } = await manager.open(commitmentPath());

  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("referrer-policy")).toBe("origin");
});

it("leaves addresses of the API to the API", async () => {
  const admin = await signedIn("admin@ridgeline.example");

  const answer = await admin.open(`/rest/v1.0/companies/${stage.company.id}`);

  expect(answer.status).toBe(401);
  expect(answer.headers.get("content-type")).toContain("json");
});
