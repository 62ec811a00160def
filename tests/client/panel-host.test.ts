import { expect, it } from "vitest";
import { serveHost } from "./procore-host.ts";
import { context, useStage } from "./stage.ts";
import * as views from "./views.ts";

const stage = useStage();
const viewCalls = () => stage.app.calls.filter((call) => /^GET .*\/commitments\/\d+$/.test(call));
const isAsked = (id: string) => viewCalls().some((call) => call.endsWith(`/commitments/${id}`));
const tell = (message: unknown) =>
  stage.page.evaluate(
    (told) => (window as unknown as { tell(message: unknown): void }).tell(told),
    message,
  );

it("asks its host for the context, at the host's own origin, and keeps every digit of an id", async () => {
  const frame = await stage.openSignedIn();

  await frame.getByRole("heading", { name: "SC-014" }).waitFor();

  await expect
    .poll(() => stage.page.evaluate(() => (window as unknown as { asked: string[] }).asked))
    .toContain(stage.app.url);
  expect(viewCalls()[0]).toBe(
    `GET /companies/${views.COMPANY}/projects/${views.PROJECT}/commitments/${views.COMMITMENT}`,
  );
});

it("follows the host to another commitment", async () => {
  const frame = await stage.openSignedIn();
  await frame.getByRole("heading", { name: "SC-014" }).waitFor();
  stage.app.view = views.failed;

  await tell({
    type: "setup",
    context: { ...context, view: "commitments.purchase_order_contracts.detail", id: 77 },
  });

  await frame.getByRole("heading", { name: "SC-021" }).waitFor();
  await expect.poll(() => isAsked("77")).toBe(true);
});

it.each(["another origin", "Procore's own origin"])(
  "believes no frame beside it, of %s",
  async (origin) => {
    const stranger = await serveHost();
    const hostile = origin === "another origin" ? stranger : stage.host;
    const frame = await stage.openSignedIn();
    await frame.getByRole("heading", { name: "SC-014" }).waitFor();
    await stage.page.evaluate((src) => {
      const intruder = Object.assign(document.createElement("iframe"), { src, id: "intruder" });
      document.body.append(intruder);
      return new Promise((resolve) => intruder.addEventListener("load", resolve));
    }, `${hostile.url}/hostile`);
    const heard = await frame.evaluateHandle(() => {
      const messages: unknown[] = [];
      window.addEventListener("message", ({ data }) => messages.push(data));
      return messages;
    });
    const claim = { type: "setup", context: { ...context, id: "666" } };

    await stage.page.evaluate(
      (message) =>
        document
          .querySelector<HTMLIFrameElement>("#intruder")
          ?.contentWindow?.postMessage(message, "*"),
      claim,
    );
    await expect.poll(() => heard.jsonValue()).toEqual([claim]);
    await tell({ type: "setup", context: { ...context, id: "78" } });

    await expect.poll(() => isAsked("78")).toBe(true);
    expect(isAsked("666")).toBe(false);
    await stranger.stop();
  },
);

it("tells a host of an unknown origin nothing and does not believe it", async () => {
  stage.app.toldHosts = ["https://app.procore.example"];
  stage.expectedErrors = [/Failed to execute 'postMessage'/];
  const frame = await stage.openSignedIn();
  await tell({ type: "setup", context });

  await frame.getByText("Procore has not said which record is open").waitFor();

  expect(await stage.page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual(
    [],
  );
  expect(viewCalls()).toEqual([]);
});

it("goes by its address when the host stays silent", async () => {
  const query = `?companyId=${views.COMPANY}&projectId=${views.PROJECT}&commitmentId=${views.COMMITMENT}`;
  const frame = await stage.open({ isSilent: true, query });

  await frame.getByRole("button", { name: "Sign in with Procore" }).click();

  await expect(frame.getByRole("heading", { name: "SC-014" })).toShow();
});

it("takes a change order's id for no commitment", async () => {
  const frame = await stage.openSignedIn({
    told: { ...context, view: "commitments.commitment_contract_change_orders.detail", id: 9 },
  });

  await frame.getByRole("heading", { name: "Open a commitment" }).waitFor();

  expect(viewCalls()).toEqual([]);
});
