import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const id = "kqs7x1f3l2t9u5b8";

/** NetSuite answers each write of an order like this, until faults are cleared. */
function answerOrders(status: number, detail: Record<string, string>): void {
  const body = { title: "Internal Server Error", status, "o:errorDetails": [detail] };
  world.netsuite.faults.add({
    method: "PUT",
    path: "*/purchaseOrder/*",
    kind: "status",
    status,
    body,
  });
}

it("ends as a failure with NetSuite's error id when NetSuite itself fails each time", async () => {
  answerOrders(500, {
    detail: `An unexpected error occurred. Error ID: ${id}`,
    "o:errorCode": "UNEXPECTED_ERROR",
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Always 500" });
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        record: "pending",
        waiting: expect.stringMatching(
          new RegExp(`^NetSuite, which fails on it: .*${id}`),
        ) as string,
      }),
    soon,
  );
  const view = await vi.waitFor(
    async () => {
      const now = await viewOf(installed, commitment);
      expect(now).toMatchObject({ record: "error", waiting: null });
      return now;
    },
    { ...soon, timeout: 60_000 },
  );

  expect(view.failure).toMatchObject({
    code: "system_fault",
    title: `NetSuite itself failed on ${commitment.number}`,
    said: expect.stringContaining(id),
    whoseMove: "accounting",
  });
  await atRest(world);
  const written = () =>
    countCalls(world.netsuite, "GET", new RegExp(`crosstie-commitment-${commitment.id}$`));
  const before = written();
  await world.everyTick();
  await atRest(world);
  expect(written(), "nothing more is asked by itself").toBe(before);

  world.netsuite.faults.clear();
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", failure: null });
  expect(ordersOf(world, commitment)).toHaveLength(1);
}, 120_000);

it("takes an order for written that is there although NetSuite says each time that it failed", async () => {
  const stop = world.netsuite.tap.listen(async ({ method, path }, request) => {
    if (method !== "PUT" || !path.includes("/purchaseOrder/")) return undefined;
    stop();
    // it is saved, and a script fails afterwards
    const { url, headers } = request;
    await fetch(url, { method, headers, body: await request.clone().text() });
    const detail = `An unexpected error occurred. Error ID: ${id}`;
    return Response.json(
      { "o:errorDetails": [{ detail, "o:errorCode": "UNEXPECTED_ERROR" }] },
      { status: 500 },
    );
  });

  const commitment = await createCommitment(world, installed, { vendor, title: "There anyway" });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  expect(ordersOf(world, commitment)).toHaveLength(1);
}, 120_000);

it("shows a script's message, and not the JSON around it", async () => {
  const error = {
    type: "error.SuiteScriptError",
    name: "COST_CODE_MISSING",
    message: "Each line needs a cost code",
    stack: ["beforeSubmit(/SuiteScripts/po.js:12)"],
    userFacing: false,
  };
  answerOrders(400, {
    detail: `Error while accessing a resource. ${JSON.stringify(error)}`,
    "o:errorCode": "USER_ERROR",
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Script says no" });
  await atRest(world);

  const { failure } = await viewOf(installed, commitment);
  expect(failure).toMatchObject({
    title: `NetSuite refused ${commitment.number}`,
    said: expect.stringContaining("Each line needs a cost code"),
  });
  expect(JSON.stringify(failure)).not.toContain("SuiteScriptError");
});

it("names the field whose value NetSuite does not take, and goes through with Retry once that is mended", async () => {
  answerOrders(400, {
    detail: "Error while accessing a resource. Invalid value. The field tranDate wants a date.",
    "o:errorCode": "INVALID_CONTENT",
    "o:errorPath": "tranDate",
  });
  const commitment = await createCommitment(world, installed, { vendor, title: "Odd date" });
  await atRest(world);
  const { timeline, failure } = await viewOf(installed, commitment);

  world.netsuite.faults.clear();
  const at = `/companies/${installed.companyId}/activities/${timeline[0]?.id}/retry`;
  await must(installed.admin.send("POST", at));
  await atRest(world);

  expect(failure).toMatchObject({
    code: "refused",
    title: `NetSuite refused ${commitment.number}`,
    said: expect.stringContaining("tranDate") as string,
  });
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", failure: null });
});
