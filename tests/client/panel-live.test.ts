import { expect, it } from "vitest";
import { useStage } from "./stage.ts";
import * as views from "./views.ts";

const stage = useStage();
const host = (type: string) =>
  stage.page.evaluate(
    (message) => (window as unknown as { tell(message: unknown): void }).tell(message),
    { type },
  );

it("shows a change without reload", async () => {
  stage.app.view = views.notIntegrated;
  const frame = await stage.openSignedIn();
  await frame.getByText("Ready to go").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);

  stage.app.view = views.pending;
  stage.app.tell({ parent: `commitment:${views.COMMITMENT}` });

  await frame.getByText("Changed, not sent yet").waitFor();
});

it("fetches nothing for an event of another commitment", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.view = views.voided;

  stage.app.tell({ parent: "commitment:1" });
  stage.app.tell({ parent: "commitment:2" });
  const before = stage.app.calls.length;
  stage.app.tell({ parent: `commitment:${views.COMMITMENT}` });
  await frame.getByText("counts no more").waitFor();

  expect(stage.app.calls.length - before).toBe(1);
});

it("looks once a second at what changes all the time", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  const before = stage.app.calls.length;

  for (let time = 0; time < 30; time += 1) {
    stage.app.tell({ parent: `commitment:${views.COMMITMENT}` });
    await stage.page.waitForTimeout(50);
  }
  stage.app.view = views.voided;
  stage.app.tell({ parent: `commitment:${views.COMMITMENT}` });
  await frame.getByText("counts no more").waitFor();

  expect(stage.app.calls.length - before).toBeLessThan(6);
});

it("hangs up while Procore hides it and catches up when it is shown again", async () => {
  stage.app.view = views.notIntegrated;
  const frame = await stage.openSignedIn();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  await host("sidepanel:app:hidden");
  await expect.poll(() => stage.app.streamCount).toBe(0);

  stage.app.view = views.synced;
  await host("sidepanel:app:visible");

  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
});

/** Headless tabs are all in view. */
const look = (isAway: boolean) =>
  stage.page
    .frames()
    .find((frame) => frame.url().includes("/panel"))!
    .evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isAway);

it("hangs up in a tab that nobody looks at, and catches up when somebody does", async () => {
  stage.app.view = views.notIntegrated;
  const frame = await stage.openSignedIn();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  await look(true);
  await expect.poll(() => stage.app.streamCount, { timeout: 20_000 }).toBe(0);

  stage.app.view = views.synced;
  await look(false);

  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
});

it("hangs up for good when Procore destroys it", async () => {
  await stage.openSignedIn();
  await expect.poll(() => stage.app.streamCount).toBe(1);

  await host("sidepanel:app:destroy");

  await expect.poll(() => stage.app.streamCount).toBe(0);
});

it("comes back after a lost stream and shows what it missed", async () => {
  stage.expectedErrors = [/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/];
  stage.app.view = views.notIntegrated;
  const frame = await stage.openSignedIn();
  await expect.poll(() => stage.app.streamCount).toBe(1);

  stage.app.view = views.synced;
  stage.app.hangUp();

  await frame.getByText("PO10428 in NetSuite").waitFor();
});

it("asks to sign in again when the server ends the session, and shows nothing of before", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.refused = { status: 401, code: "not_signed_in", message: "Sign in again." };
  stage.expectedErrors = [/401/];

  stage.app.tell();

  await frame.getByRole("button", { name: "Sign in with Procore" }).waitFor();
  expect(await frame.getByText("PO10428").count()).toBe(0);
});

it("takes what it showed away when the permission is taken away", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.refused = { status: 403, code: "not_allowed", message: "Not any more." };
  stage.expectedErrors = [/403/];

  stage.app.tell();

  await frame.getByText("Not any more.").waitFor();
  expect(await frame.getByText("PO10428").count()).toBe(0);
});

it("says what it lost when the stream ends because of it", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.refused = { status: 403, code: "not_allowed", message: "Not any more." };
  stage.expectedErrors = [/403/];

  stage.app.endStreams();

  // long before the panel would look by itself
  await frame.getByText("Not any more.").waitFor({ timeout: 15_000 });
});

it("asks to sign in again when the stream ends with the session", async () => {
  const frame = await stage.openSignedIn();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.refused = { status: 401, code: "not_signed_in", message: "Sign in again." };
  stage.expectedErrors = [/401/];

  stage.app.endStreams();

  await frame.getByRole("button", { name: "Sign in with Procore" }).waitFor({ timeout: 15_000 });
});

it("keeps what it showed, and says so, while the server is in trouble", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByText("PO10428 in NetSuite").waitFor();
  await expect.poll(() => stage.app.streamCount).toBe(1);
  stage.app.refused = { status: 503, code: "rate_limited", message: "Procore asks us to wait." };
  stage.expectedErrors = [/503/];

  stage.app.tell();

  await frame.getByText("Procore asks us to wait. What you see was loaded before.").waitFor();
  await expect.poll(() => frame.getByText("PO10428 in NetSuite").count()).toBe(1);
});

const asked = (retryAfter: number) => ({
  status: 503,
  code: "rate_limited",
  message: "Procore: too many calls for now; goes on at 2026-03-20T15:10:00.000Z",
  retryAfter,
});

it("says in the reader's own time when Procore wants it to wait until, and goes on by itself then", async () => {
  stage.app.refused = asked(2);
  stage.expectedErrors = [/503/];
  const frame = await stage.openSignedIn();
  await frame.getByRole("heading", { name: "Crosstie has to wait" }).waitFor();
  await frame
    .getByText(
      /Procore has been asked too much for now and wants Crosstie to wait. It goes on at \w{3} \d+, \d+:\d\d [AP]M\./,
    )
    .waitFor();

  stage.app.refused = null;

  await frame.getByText("PO10428 in NetSuite").waitFor();
});

it("says of itself that it was asked too much", async () => {
  stage.app.refused = { ...asked(2), status: 429, code: "too_many_requests" };
  stage.expectedErrors = [/429/];
  const frame = await stage.openSignedIn();

  await frame
    .getByText(/Crosstie has been asked for too much from here in a short time\. It goes on at/)
    .waitFor();

  stage.app.refused = null;
  await frame.getByText("PO10428 in NetSuite").waitFor();
});

it("forgets why an act was refused once the other system answers again", async () => {
  stage.app.view = views.pending;
  const frame = await stage.openSignedIn();
  await frame.getByRole("button", { name: "Sync now" }).waitFor();
  stage.app.refused = asked(3);
  stage.expectedErrors = [/503/];
  await frame.getByRole("button", { name: "Sync now" }).click();
  await frame.getByRole("alert").getByText("asked too much").waitFor();

  stage.app.refused = null;

  await frame.getByRole("alert").waitFor({ state: "detached" });
  await frame.getByRole("button", { name: "Sync now" }).waitFor();
});
