import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Answer, Client } from "./client.ts";
import { openClient, useAccount } from "./use-account.ts";

/**
 * Source: the reference, 4.4 (NetSuite help subsect_161278579295, subsect_164494900632; the client
 * @brokenrubik/netsuite-sdk for batches).
 */
let client: Client;
useAccount((account) => {
  client = account.client;
});

const later = { prefer: "respond-async" };
const pathOf = ({ headers }: Answer) =>
  new URL(headers.get("location") ?? "").pathname.replace("/services/rest", "");

async function done(path: string, from = client): Promise<Answer> {
  for (;;) {
    const job = await from.send("GET", path);
    if (job.body.completed === true) return job;
  }
}

it("takes a write at once and keeps what came of it", async () => {
  const taken = await client.record(
    "POST",
    "vendor",
    { companyName: "Late Ltd", subsidiary: "1" },
    later,
  );
  const job = await done(pathOf(taken));
  const task = await client.send("GET", `${pathOf(taken)}/task/1`);
  const result = await client.send("GET", `${pathOf(taken)}/task/1/result`);
  const vendor = await client.record("GET", `vendor/${result.id}`);

  expect(taken.status).toBe(202);
  expect(taken.headers.get("preference-applied")).toBe("respond-async");
  expect(job.body).toMatchObject({ id: taken.id, progress: "succeeded" });
  expect(task.body).toMatchObject({ completed: true, progress: "succeeded" });
  expect([result.status, vendor.body.companyName]).toEqual([204, "Late Ltd"]);
});

it("says of a job that it ran, and of its task that it failed", async () => {
  const taken = await client.record("POST", "vendor", { subsidiary: "1" }, later);
  const job = await done(pathOf(taken));
  const task = await client.send("GET", `${pathOf(taken)}/task/1`);
  const result = await client.send("GET", `${pathOf(taken)}/task/1/result`);

  expect([job.body.progress, task.body.progress]).toEqual(["succeeded", "failed"]);
  expect(result).toMatchObject({ status: 400, code: "USER_ERROR" });
});

it("is not done while NetSuite is still at it", async () => {
  await client.act({ do: "set_options", asyncMs: 5000 });
  const taken = await client.record("DELETE", "vendor/612", undefined, later);

  const job = await client.send("GET", pathOf(taken));
  const early = await client.send("GET", `${pathOf(taken)}/task/1/result`);

  expect(job.body).toMatchObject({ completed: false, progress: "pending" });
  expect(early.status).toBe(404);
});

it.each([400, 409] as const)("knows a key that was used, with status %i", async (status) => {
  await client.act({ do: "set_options", reusedKeyStatus: status });
  const headers = { ...later, "x-netsuite-idempotency-key": randomUUID() };
  const body = { companyName: "Once Ltd", subsidiary: "1" };

  const first = await client.record("POST", "vendor", body, headers);
  const again = await client.record("POST", "vendor", body, headers);

  expect(again).toMatchObject({ status, code: "IDEMPOTENCY_ERROR", body: { title: "Conflict" } });
  expect(pathOf(again)).toBe(pathOf(first));
});

it("ignores the key of a synchronous call", async () => {
  const headers = { "x-netsuite-idempotency-key": randomUUID() };

  const statuses = [
    await client.record("PATCH", "vendor/612", { comments: "one" }, headers),
    await client.record("PATCH", "vendor/612", { comments: "two" }, headers),
  ].map(({ status }) => status);

  expect(statuses).toEqual([204, 204]);
});

it("does each item of a batch on its own", async () => {
  const items = [
    { externalId: "B-1", companyName: "Batch One", subsidiary: "1" },
    { externalId: "B-2", subsidiary: "1" },
  ];

  const taken = await client.record("PUT", "vendor", { items }, later);
  await done(pathOf(taken));
  const results = await Promise.all(
    ["1", "2"].map((task) => client.send("GET", `${pathOf(taken)}/task/${task}/result`)),
  );

  expect(results.map(({ status }) => status)).toEqual([204, 400]);
  expect((await client.record("GET", "vendor/eid:B-1")).body.companyName).toBe("Batch One");
});

it("reads and deletes by a list of ids", async () => {
  const read = await client.record(
    "GET",
    "vendor?ids=612,613&expandRecords=true",
    undefined,
    later,
  );
  await done(pathOf(read));
  const second = await client.send("GET", `${pathOf(read)}/task/2/result`);
  const gone = await client.record("DELETE", "vendor?ids=612,613", undefined, later);
  await done(pathOf(gone));

  expect(second.body.id).toBe("613");
  expect((await client.record("GET", "vendor/612")).status).toBe(404);
});

it("takes no more than a hundred items", async () => {
  const items = Array.from({ length: 101 }, (_, index) => ({ companyName: `No. ${index}` }));

  const refused = await client.record("POST", "vendor", { items }, later);

  expect(refused).toMatchObject({ status: 400, code: "INVALID_PARAMETER" });
});

it("runs a query later where the account can, and wants its result asked for alike", async () => {
  const other = await openClient({ asyncQueries: true });
  const taken = await other.send("POST", "/query/v1/suiteql", {
    body: { q: "SELECT COUNT(*) AS many FROM vendor" },
    headers: { prefer: "respond-async, transient" },
  });
  const result = `${pathOf(taken)}/task/1/result`;
  await done(pathOf(taken), other);

  const bare = await other.send("GET", result);
  const { body } = await other.send("GET", result, { headers: { prefer: "transient" } });

  expect([taken.status, bare.code]).toEqual([202, "INVALID_HEADER"]);
  expect(body.items).toEqual([{ links: [], many: "12" }]);
});
