import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { netsuite } from "../netsuite/netsuite.ts";
import { procore } from "../procore/procore.ts";
import { serveSystem, type ServedSystem } from "./serve.ts";

const systems: Record<"procore" | "netsuite", ServedSystem> = {} as never;

beforeAll(async () => {
  systems.procore = await serveSystem(
    procore({
      appClientId: "id",
      appClientSecret: "secret",
      redirectUris: [],
      appOrigin: "http://localhost:4401",
    }),
  );
  systems.netsuite = await serveSystem(netsuite());
});
beforeEach(() => Object.values(systems).forEach(({ faults }) => faults.clear()));
afterAll(() => Promise.all(Object.values(systems).map((served) => served.close())));

async function send(system: keyof typeof systems, door: string, body: unknown) {
  const answer = await fetch(`${systems[system].url}/_sandbox/${door}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, errors: ((await answer.json()) as { errors?: unknown }).errors };
}

const SENTENCE = /^[^{}[\]]*\w[^{}]*$/;

it.each([
  ["nothing", ""],
  ["half of it", "{bad"],
  ["null", null],
  ["a list", []],
  ["text", '"x"'],
  ["no path", { kind: "status" }],
  ["a path with a query", { path: "/rest/v1.0/me?x=1", kind: "status" }],
  ["no path but a name", { path: "me", kind: "status" }],
  ["an unknown kind", { path: "/x", kind: "boom" }],
  ["a misspelt key", { path: "/x", kind: "status", time: 1 }],
  ["no number of times", { path: "/x", kind: "status", times: 0 }],
  ["a status below all", { path: "/x", kind: "status", status: 99 }],
  ["a status above all", { path: "/x", kind: "status", status: 600 }],
  ["a delay backwards", { path: "/x", kind: "delay", ms: -5 }],
  ["a delay of nothing", { path: "/x", kind: "delay" }],
])("takes no fault made of %s", async (_, body) => {
  const refused = await send("procore", "faults", body);

  expect(refused).toEqual({ status: 400, errors: expect.stringMatching(SENTENCE) });
  expect(systems.procore.faults.list()).toEqual([]);
});

it("plays a status that has no body", async () => {
  await send("netsuite", "faults", { path: "/x", kind: "status", status: 204, times: 1 });

  const played = await fetch(`${systems.netsuite.url}/x`);

  expect([played.status, await played.text()]).toEqual([204, ""]);
});

it("carries out a question later whose asker it drops", async () => {
  const fault = { path: "/x", kind: "lost_response", ms: 0, times: 1 };
  await send("netsuite", "faults", fault);

  await expect(fetch(`${systems.netsuite.url}/x`)).rejects.toThrow("fetch failed");

  const again = await fetch(`${systems.netsuite.url}/x`);
  expect(again.status).toBe(404);
});

const ACTS = [
  "",
  "{",
  null,
  [],
  '"approve"',
  {},
  { do: 5 },
  { do: "fly" },
  { do: "toString" },
  { do: "constructor" },
  '{"do":"__proto__"}',
];

it.each(
  ACTS.flatMap((body) =>
    (["procore", "netsuite"] as const).map((system) => [system, body] as const),
  ),
)("answers 400 with a sentence where %s is asked to act on %j", async (system, body) => {
  expect(await send(system, "act", body)).toEqual({
    status: 400,
    errors: expect.stringMatching(SENTENCE),
  });
});

it.each([
  ["procore", { do: "set_rate_limits", perTenSeconds: -1 }],
  ["procore", { do: "set_rate_limits", perTenSecond: 5 }],
  ["procore", { do: "set_webhook_options", timeoutMs: -1 }],
  ["procore", { do: "advance_clock", hours: "abc" }],
  ["procore", { do: "approve_commitment", id: 7 }],
  ["netsuite", { do: "set_options", concurrency: "abc" }],
  ["netsuite", { do: "set_options", concurrency: 0 }],
  ["netsuite", { do: "set_options", timeZone: "Mars/X" }],
  ["netsuite", { do: "set_options", accountId: "other" }],
  ["netsuite", { do: "set_options", customFields: ['entityid" text); --'] }],
  ["netsuite", { do: "set_latency", ms: -1 }],
  ["netsuite", { do: "set_latency" }],
  ["netsuite", { do: "pay_bill", bills: [null] }],
  ["netsuite", { do: "pay_bill", bills: [] }],
  ["netsuite", { do: "pay_bill", billId: "1", ammount: "5.00" }],
  ["netsuite", { do: "pay_bill", billId: "1", amount: 5 }],
  ["netsuite", { do: "pay_bill", billId: "1", method: "toString" }],
  ["netsuite", { do: "create_vendor" }],
  ["netsuite", { do: "edit_purchase_order", id: "1", changes: "x" }],
] as const)("refuses what makes no sense in %s: %j", async (system, body) => {
  const before = JSON.stringify(systems[system].system.state());

  expect(await send(system, "act", body)).toEqual({
    status: 400,
    errors: expect.stringMatching(SENTENCE),
  });
  expect(JSON.stringify(systems[system].system.state())).toBe(before);
});

it("answers 409 to what is no more than impossible now", async () => {
  const answers = await Promise.all([
    send("netsuite", "act", { do: "void_payment", paymentId: "nope" }),
    send("procore", "act", { do: "approve_commitment", id: "7" }),
  ]);

  expect(answers.map(({ status }) => status)).toEqual([409, 409]);
});
