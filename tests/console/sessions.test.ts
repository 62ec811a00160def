import { expect, it } from "vitest";
import { runningInstallation } from "./company.ts";
import { consolePath, installPath, useStage } from "./stage.ts";

const stage = useStage();

async function open() {
  stage.played.installation = runningInstallation();
  const page = await stage.open(`${consolePath}&page=sessions`);
  await page.getByRole("heading", { name: "Sessions", level: 1 }).waitFor();
  return page;
}

it("shows where the reader is signed in, and which of these this is", async () => {
  const page = await open();
  const own = page.getByRole("region", { name: "Yours" }).getByRole("listitem");

  await own.first().waitFor();

  expect(await own.allInnerTexts()).toEqual([
    expect.stringMatching(/^Chrome on Windows\s+This one\s+Signed in Mar 20.* from 203\.0\.113\.5/),
    expect.stringMatching(/^Safari on iOS\s+Signed in Mar 20.* from 198\.51\.100\.7/),
  ]);
  expect(await own.first().getByRole("button").count()).toBe(0);
});

it("ends another session of the reader's, by keyboard, and keeps the focus on the page", async () => {
  const page = await open();
  const end = page
    .getByRole("region", { name: "Yours" })
    .getByRole("button", { name: /^End the session in Safari on iOS/ });

  await end.focus();
  await page.keyboard.press("Enter");

  await end.waitFor({ state: "detached" });
  expect(stage.played.calls).toContain("DELETE /sessions/8");
  await page.locator("[data-announcer]").getByText("Signed out there.").waitFor();
  await expect.poll(() => page.evaluate("document.activeElement.tagName")).toBe("DIV");
});

it("ends all others at once", async () => {
  const page = await open();

  await page.getByRole("button", { name: "End all others" }).click();

  await expect.poll(() => page.getByText("Safari on iOS").count()).toBe(0);
  expect(stage.played.calls).toContain("DELETE /sessions");
  expect(await page.getByRole("button", { name: "End all others" }).count()).toBe(0);
});

it("lets a company admin end somebody else's, and says when it had ended already", async () => {
  stage.expectedErrors.push(/404/);
  const page = await open();
  const theirs = page.getByRole("region", { name: "People of Northgate Builders" });
  const end = theirs.getByRole("button", { name: /^End Rui Tavares’s session/ });
  await end.waitFor();
  const sessions = stage.played.sessions;
  stage.played.sessions = sessions.filter(({ id }) => id !== "9");
  await end.click();
  await theirs.getByRole("alert").getByText("This session has ended already").waitFor();
  await end.waitFor({ state: "detached" });

  stage.played.sessions = sessions;
  await page.reload();
  await end.click();

  await end.waitFor({ state: "detached" });
  expect(stage.played.sessions.map(({ id }) => id)).toEqual(["7", "8"]);
});

it("asks nothing of other people's sessions for who may not see them", async () => {
  stage.played.installation = runningInstallation();
  stage.played.installation.may.seeSessions = false;
  const asked: string[] = [];
  stage.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const page = await stage.open(`${consolePath}&page=sessions`);
  await page.getByText("This one").waitFor();

  expect(await page.getByText("Rui Tavares").count()).toBe(0);
  expect(asked.filter((path) => /companies.*sessions/.test(path))).toEqual([]);
});

it.each([
  { name: "the console", path: consolePath },
  { name: "the set-up", path: installPath },
])("says on $name who is signed in, and signs out only once", async ({ path }) => {
  stage.played.installation = runningInstallation();
  const page = await stage.open(path);
  await page.getByText("Signed in as Dana Whitfield").waitFor();
  const trips = () => stage.played.calls.filter((call) => call.startsWith("AUTH")).length;
  expect(trips()).toBe(1);

  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  expect(stage.played.calls).toContain("DELETE /session");
  expect(await page.evaluate("document.activeElement.tagName")).toBe("MAIN");
  expect(trips()).toBe(1);
});

it("leaves nothing in the browser that was entered before signing out", async () => {
  const page = await open();
  const kept = () => page.evaluate("Object.keys(sessionStorage).join()");
  await page.evaluate("sessionStorage.setItem('crosstie:draft:9:settings', '{}')");
  expect(await kept()).toContain("crosstie:draft");

  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  expect(await kept()).not.toContain("crosstie:draft");
});

it("says that somebody is still signed in where signing out fails", async () => {
  stage.expectedErrors.push(/503/);
  const page = await open();
  stage.played.refuse = (method, path) =>
    method === "DELETE" && path === "/session"
      ? { status: 503, body: { code: "down", message: "Try again soon.", requestId: "r-1" } }
      : null;

  await page.getByRole("button", { name: "Sign out" }).click();

  await page.getByRole("alert").getByText("You are still signed in. Try again soon.").waitFor();
  await page.getByText("Signed in as Dana Whitfield").waitFor();
});
