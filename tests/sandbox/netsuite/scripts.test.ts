import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { aBill, anOrder } from "./seeded-ids.ts";
import { useAccount } from "./use-account.ts";

/** Source: the corrections to the reference, "Refusals by scripts"; rules/scripts.ts. */
let client: Client;
useAccount((account) => {
  client = account.client;
});

const WORDS = "Orders over 1,000.00 need a second approver.";

it("refuses a save in the script's own words, until the script is mended", async () => {
  await client.act({ do: "fail_saves", type: "purchaseOrder", by: "script", message: WORDS });

  const refused = [await anOrder(client), await anOrder(client)];
  await client.act({ do: "mend_saves", type: "purchaseOrder" });
  const mended = await anOrder(client);

  expect(refused.map(({ status, code }) => [status, code])).toEqual([
    [400, "USER_ERROR"],
    [400, "USER_ERROR"],
  ]);
  expect(refused[0]?.detail).toBe(`Error while accessing a resource. ${WORDS}`);
  expect(mended.status).toBe(204);
});

it("says what a script threw as JSON with a stack", async () => {
  const { id } = await anOrder(client);
  await client.act({
    do: "fail_saves",
    type: "purchaseOrder",
    by: "script_error",
    name: "SECOND_APPROVER",
    message: WORDS,
  });

  const { code, detail } = await client.record("PATCH", `purchaseOrder/${id}`, { memo: "more" });

  expect(code).toBe("USER_ERROR");
  expect(JSON.parse(detail.replace("Error while accessing a resource. ", ""))).toEqual({
    type: "error.UserEventError",
    name: "SECOND_APPROVER",
    message: WORDS,
    stack: expect.arrayContaining([expect.stringMatching(/^beforeSubmit\(\/SuiteScripts\//)]),
    eventType: "edit",
    recordId: id,
    id: "",
    notifyOff: false,
    userFacing: true,
  });
});

it("fails for ever on one record, each time under a new error id, and saves nothing", async () => {
  await client.act({
    do: "fail_saves",
    type: "vendorBill",
    by: "unexpected",
    externalId: "PCO-INV-1",
  });

  const failed = [
    await aBill(client, { externalId: "PCO-INV-1" }),
    await aBill(client, { externalId: "PCO-INV-1" }),
  ];
  const other = await aBill(client, { externalId: "PCO-INV-2" });

  const [first, second] = failed.map(
    ({ detail }) => /^An unexpected error occurred\. Error ID: ([a-z0-9]{21})$/.exec(detail)?.[1],
  );
  expect(failed.map(({ status, code }) => [status, code])).toEqual([
    [500, "UNEXPECTED_ERROR"],
    [500, "UNEXPECTED_ERROR"],
  ]);
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
  expect(other.status).toBe(204);
  expect(await client.rows("SELECT externalid FROM transaction WHERE type = 'VendBill'")).toEqual([
    { externalid: "PCO-INV-2" },
  ]);
});

it("fails as often as it was told to", async () => {
  await client.act({ do: "fail_saves", type: "vendorBill", by: "unexpected", times: 1 });

  const statuses = [await aBill(client), await aBill(client)].map(({ status }) => status);

  expect(statuses).toEqual([500, 204]);
});

it("saves and warns in a header", async () => {
  const message = "This order exceeds the budget of the department.";
  await client.act({ do: "warn_saves", type: "purchaseOrder", message });

  const saved = await anOrder(client);
  const quiet = await aBill(client);

  expect(saved.status).toBe(204);
  expect(saved.headers.get("x-netsuite-warning")).toBe(message);
  expect(quiet.headers.get("x-netsuite-warning")).toBeNull();
});

it("knows no record type that is not there", async () => {
  await expect(client.act({ do: "fail_saves", type: "bill", by: "script" })).rejects.toThrow(
    /bill/,
  );
});
