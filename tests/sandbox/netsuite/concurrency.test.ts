import { afterEach, beforeEach, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";

let account: Awaited<ReturnType<typeof openAccount>>;
let client: Client;
beforeEach(async () => {
  account = await openAccount();
  client = account.client;
  // Each call keeps its slot until the test lets go.
  await client.act({ do: "set_latency", ms: 600_000 });
});
afterEach(() => account.close());

const counts = () =>
  (account.served.system.state() as { concurrency: { inFlight: number; refused: number } })
    .concurrency;
const letGo = () => account.served.system.stop();

it("refuses more calls at once than the account allows, whatever they are", async () => {
  const assertion = await client.assertion();

  const asked = Promise.all([
    ...Array.from({ length: 3 }, () => client.record("GET", "vendor/612")),
    ...Array.from({ length: 3 }, () => client.query("SELECT id FROM vendor")),
    client.askToken(assertion),
  ]);
  await expect.poll(counts).toMatchObject({ inFlight: 5, refused: 2 });
  letGo();

  const answers = await asked;
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(2);
  expect(refused[0]).toMatchObject({
    code: "CONCURRENCY_LIMIT_EXCEEDED",
    detail: "Concurrent request limit exceeded. Request blocked.",
    body: { status: 429 },
  });
});

const five = () => Promise.all(Array.from({ length: 5 }, () => client.record("GET", "vendor/612")));

it("gives the slots back", async () => {
  await client.act({ do: "set_latency", ms: 50 });

  const answers = [...(await five()), ...(await five())];

  expect(answers.every(({ status }) => status === 200)).toBe(true);
});

it("says it with 400 where an account does", async () => {
  await client.act({ do: "set_options", concurrencyStatus: 400, concurrency: 1 });

  const asked = Promise.all([
    client.record("GET", "vendor/612"),
    client.record("GET", "vendor/612"),
  ]);
  await expect.poll(counts).toMatchObject({ refused: 1 });
  letGo();

  const answers = await asked;
  expect(answers.map(({ status, code }) => [status, code]).toSorted()).toEqual([
    [200, undefined],
    [400, "CONCURRENCY_LIMIT_EXCEEDED"],
  ]);
});

it("holds no slot for people at the screens", async () => {
  const busy = five();
  await expect.poll(() => counts().inFlight).toBe(5);

  const screen = await fetch(`${client.url}/`);

  expect(screen.status).toBe(200);
  expect(counts().inFlight).toBe(5);
  letGo();
  await busy;
});
