import { hash } from "node:crypto";
import { expect, it } from "vitest";
import { soon } from "../world/at-rest.ts";
import { runningInstallation } from "./company.ts";
import { consolePath, installPath, useStage } from "./stage.ts";

const stage = useStage();

it("goes to Procore by itself and comes back to the very same place", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(`${consolePath}&page=settings`);

  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();

  expect(stage.played.calls.slice(0, 2)).toEqual([
    "GET /session",
    `AUTH ${consolePath}&page=settings`,
  ]);
  const { code, verifier } = stage.played.bodies.get("POST /session") as {
    code: string;
    verifier: string;
  };
  expect(code).toBe("a-one-time-code");
  expect(hash("sha256", verifier, "base64url")).toBe(stage.played.challenge);
  await expect.poll(() => page.url()).toBe(`${stage.url}${consolePath}&page=settings`);
});

it("begins a sign-in again at the app's own address, where it was begun under another name of the machine", async () => {
  stage.played.installation = runningInstallation();
  const { port } = new URL(stage.url);

  await stage.page.goto(`http://localhost:${port}${consolePath}&page=settings`);

  await stage.page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  expect(stage.page.url()).toBe(`${stage.url}${consolePath}&page=settings`);
  expect(stage.played.calls.filter((call) => call.startsWith("AUTH"))).toHaveLength(1);
});

it("trades no code that came from elsewhere, and goes to Procore for one of its own", async () => {
  const page = await stage.open(`${installPath}#code=a-code-that-somebody-else-got`);

  await page.getByRole("heading", { name: "Set up Crosstie" }).waitFor();

  expect(stage.played.calls.slice(0, 3)).toEqual([
    "GET /session",
    `AUTH ${installPath}`,
    "POST /session",
  ]);
  expect(stage.played.bodies.get("POST /session")).toMatchObject({ code: "a-one-time-code" });
  await expect.poll(() => page.url()).toBe(stage.url + installPath);
});

it("says nothing that came from elsewhere", async () => {
  const page = await stage.open(`${installPath}#error=${encodeURIComponent("Call this number.")}`);

  await page.getByRole("heading", { name: "Set up Crosstie" }).waitFor();

  expect(stage.played.calls).toContain(`AUTH ${installPath}`);
});

it("asks before it goes to Procore a second time", async () => {
  stage.played.signIn = "ends empty";
  const page = await stage.open(installPath);

  await page.getByText("Procore sent you back without signing you in.").waitFor();
  const trips = stage.played.calls.filter((call) => call.startsWith("AUTH"));
  stage.played.signIn = "works";
  await page.getByRole("button", { name: "Sign in with Procore" }).click();

  await page.getByRole("heading", { name: "Set up Crosstie" }).waitFor();
  expect(trips).toEqual([`AUTH ${installPath}`]);
});

it("says why a code was refused", async () => {
  stage.expectedErrors.push(/401/);
  stage.played.signIn = { refused: "This sign-in was used already. Sign in again." };
  const page = await stage.open(installPath);

  await page
    .getByRole("alert")
    .getByText("This sign-in was used already. Sign in again.")
    .waitFor();

  await expect.poll(() => page.url()).not.toContain("code");
});

it("blames nobody for not being signed in when it is Procore that wants to wait", async () => {
  stage.expectedErrors.push(/401/);
  stage.played.signIn = {
    refused: "Procore: too many calls for now; goes on at 2026-03-20T15:10:00.000Z",
  };
  const page = await stage.open(installPath);

  await page.getByRole("heading", { name: "Signing in did not work" }).waitFor();

  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toMatch(/goes on at Mar 20(, 2026)?, 3:10 PM/);
});

it("shows a session's end where the reader was, and leaves the page only when asked to", async () => {
  stage.expectedErrors.push(/401/);
  stage.played.installation = runningInstallation();
  const page = await stage.open(`${consolePath}&page=activities`);
  await page.getByText("Nothing is waiting").waitFor();
  // Its stream would end the session before the reader does anything.
  await page.locator("[data-live=live]").waitFor();
  stage.played.refuse = () => ({
    status: 401,
    body: { code: "signed_out", message: "Sign in again.", requestId: "r-1" },
  });

  await page.getByRole("button", { name: "Failed" }).click();

  await page.getByText("Your session has ended").waitFor();
  expect(stage.played.calls.filter((call) => call.startsWith("AUTH"))).toHaveLength(1);
});

it("signs in by a window of its own inside Procore's frame", async () => {
  stage.played.installation = runningInstallation();
  const framed = `${stage.url.replace("127.0.0.1", "localhost")}${consolePath}`;
  const page = await stage.open(`/host?frame=${encodeURIComponent(framed)}`);
  const frame = page.frameLocator("iframe");

  await frame.getByRole("button", { name: "Sign in with Procore" }).click();

  await frame.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  expect(stage.played.calls).toContain("AUTH panel");
});

it("asks which company when the address names none", async () => {
  stage.played.companies.push({ id: "9", name: "Southgate Civil", status: "active" });
  stage.played.installation = runningInstallation();
  const page = await stage.open("/console");

  await page.getByRole("link", { name: "Northgate Builders" }).click();

  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await expect.poll(() => page.url()).toBe(stage.url + consolePath);
});

it("leaves no step behind that Back would fall into again", async () => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(`${consolePath}&page=settings`);
  const settings = page.getByRole("heading", { name: "Settings", level: 1 });
  await settings.waitFor();
  const steps = await page.evaluate<number>("history.length");
  const trips = () => stage.played.calls.filter((call) => call.startsWith("AUTH")).length;
  expect(trips()).toBe(1);

  // The session is gone with the page: it goes to Procore and back.
  await page.reload();
  await expect.poll(trips, soon).toBe(2);
  await settings.waitFor();

  expect(await page.evaluate<number>("history.length")).toBe(steps);
});
