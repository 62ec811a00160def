import { afterEach, beforeEach, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";

let account: Awaited<ReturnType<typeof openAccount>>;
let client: Client;
beforeEach(async () => {
  account = await openAccount();
  client = account.client;
  // Longer than a busy machine takes to bring all calls of a test to the account.
  await client.act({ do: "set_latency", ms: 2_000 });
});
afterEach(() => account.close());

it("refuses more calls at once than the account allows, whatever they are", async () => {
  const assertion = await client.assertion();

  const answers = await Promise.all([
    ...Array.from({ length: 3 }, () => client.record("GET", "vendor/612")),
    ...Array.from({ length: 3 }, () => client.query("SELECT id FROM vendor")),
    client.askToken(assertion),
  ]);

  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({ code: "CONCURRENCY_LIMIT_EXCEEDED", detail: "Concurrent request limit exceeded. Request blocked.", body: { status: 429 } });
});

const five = () => Promise.all(Array.from({ length: 5 }, () => client.record("GET", "vendor/612")));

it("gives the slots back", async () => {
  await client.act({ do: "set_latency", ms: 50 });

  const answers = [...(await five()), ...(await five())];

  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

it("says it with 400 where an account does", async () => {
  await client.act({ do: "set_options", concurrencyStatus: 400, concurrency: 1 });

  const answers = await Promise.all([client.record("GET", "vendor/612"), client.record("GET", "vendor/612")]);

  expect(answers.map(({ status, code }) => [status, code]).toSorted()).toEqual([[200, undefined], [400, "CONCURRENCY_LIMIT_EXCEEDED"]]);
});

it("holds no slot for people at the screens", async () => {
  const { system } = account.served;
  const inFlight = () => (system.state() as { concurrency: { inFlight: number } }).concurrency.inFlight;
  const busy = five();
  await expect.poll(inFlight).toBe(5);

  const screen = await fetch(`${client.url}/`);

  expect(screen.status).toBe(200);
  expect(inFlight()).toBe(5);
  await busy;
});
