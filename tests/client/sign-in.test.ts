import { expect, it } from "vitest";
import { barriers } from "../barriers.ts";
import { overflowing, useStage } from "./stage.ts";

const stage = useStage();

it("signs in through the pop-up, which closes by itself", async () => {
  const frame = await stage.open();
  const opened = stage.page.waitForEvent("popup");

  await frame.getByRole("button", { name: "Sign in with Procore" }).click();
  const popup = await opened;
  await expect.poll(() => popup.isClosed()).toBe(true);

  await frame.getByRole("heading", { name: "SC-014" }).waitFor();
  expect(stage.app.calls.filter((call) => call === "POST /session")).toHaveLength(1);
});

it.each([400, 320])(
  "shows why Procore did not sign in, at %i px, and lets try again",
  async (width) => {
    stage.app.signInError = "denied";
    const frame = await stage.open({ width });

    await frame.getByRole("button", { name: "Sign in with Procore" }).click();

    await frame
      .getByRole("alert")
      .getByText("You did not allow Crosstie to use your Procore account.")
      .waitFor();
    await frame.getByRole("button", { name: "Sign in with Procore" }).waitFor();
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);
  },
);

it("says that the window was closed when a person gives up", async () => {
  await stage.page
    .context()
    .route("**/auth/procore*", (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>Procore</title>Log in" }),
    );
  const frame = await stage.open();
  const opened = stage.page.waitForEvent("popup");
  await frame.getByRole("button", { name: "Sign in with Procore" }).click();

  await (await opened).close();

  await expect(
    frame.getByText("The sign-in window was closed before you were signed in."),
  ).toShow();
});

it("says that the browser blocked the window", async () => {
  const frame = await stage.open();
  await frame.evaluate(() => void (window.open = () => null));

  await frame.getByRole("button", { name: "Sign in with Procore" }).click();

  await expect(frame.getByText("Your browser blocked the sign-in window.")).toShow();
});

it("says a plain sentence where no window waits for the result, and leaves no code in the address", async () => {
  await stage.page.goto(`${stage.app.url}/signed-in#code=one-time-code`);

  await stage.page.getByRole("heading", { name: "You can close this window" }).waitFor();

  await expect.poll(() => stage.page.url()).toBe(`${stage.app.url}/signed-in`);
  expect(await barriers(stage.page.mainFrame())).toEqual([]);
});

it("says what to do where a failed sign-in has no window to tell, and never what the address says", async () => {
  const lure = "Call 555-0100 and give them your password";
  await stage.page.goto(`${stage.app.url}/signed-in#error=${encodeURIComponent(lure)}`);

  await expect(stage.page.getByText("Procore sent you back without a result.")).toShow();
  expect(await stage.page.getByText(/555-0100/).count()).toBe(0);

  await expect(stage.page.getByText("Close this window and sign in again from Crosstie.")).toShow();
});

it.each([400, 320])(
  "says at %i px who is signed in, and lets them out by keyboard",
  async (width) => {
    const frame = await stage.openSignedIn({ width });
    await frame.getByText("Signed in as Marta Ortega").waitFor();
    expect(await barriers(frame)).toEqual([]);
    expect(await overflowing(frame)).toEqual([]);

    await frame.getByRole("button", { name: "Sign out" }).focus();
    await stage.page.keyboard.press("Enter");

    await frame.getByRole("heading", { name: "You are signed out" }).waitFor();
    expect(stage.app.calls).toContain("DELETE /session");
    expect(await frame.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
    expect(await barriers(frame)).toEqual([]);
  },
);

it("looks for a session in the cookie alone when it opens, and after a sign-in", async () => {
  await stage.openSignedIn();

  expect(stage.app.calls.slice(0, 3)).toEqual(["GET /session", "POST /session", "GET /session"]);
});

it("asks nobody to sign in because the server does not answer", async () => {
  stage.expectedErrors.push(/503/);
  let isDown = true;
  await stage.page.route("**/api/v1/session", (route) =>
    isDown ? route.fulfill({ status: 503, json: { code: "down", message: "" } }) : route.continue(),
  );
  const frame = await stage.open();
  await frame.getByText("Looking for your session").waitFor();
  expect(await frame.getByRole("button", { name: "Sign in with Procore" }).count()).toBe(0);

  isDown = false;
  await stage.page.clock.fastForward(10_000);

  await frame.getByRole("button", { name: "Sign in with Procore" }).waitFor();
});
