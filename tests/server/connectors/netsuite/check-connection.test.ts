import { http } from "msw";
import { expect, it, onTestFinished } from "vitest";
import { netsuite as connect } from "../../../../server/connectors/netsuite/connector.ts";
import { privateKey } from "../../../contracts/connector/netsuite-stage.ts";
import { serveSystem } from "../../../sandbox/core/serve.ts";
import { netsuite } from "../../../sandbox/netsuite/netsuite.ts";

const forbidden = {
  title: "Forbidden",
  status: 403,
  "o:errorDetails": [{ detail: "Permission Violation.", "o:errorCode": "INSUFFICIENT_PERMISSION" }],
};
const unknown = (table: string) => ({
  status: 400,
  "o:errorDetails": [
    {
      detail: `Invalid search query. Search error occurred: Record '${table}' was not found.`,
      "o:errorCode": "INVALID_PARAMETER",
    },
  ],
});

/** An account whose role may not see some tables. */
async function open(closed: Record<string, { status: number }>) {
  const system = netsuite({ privateKey });
  const refuse = http.post("*/suiteql", async ({ request }) => {
    const { q } = (await request.clone().json()) as { q: string };
    const table = Object.keys(closed).find((name) => q.includes(`from ${name} `));
    return table ? Response.json(closed[table], { status: closed[table]?.status }) : undefined;
  });
  const served = await serveSystem({ ...system, handlers: [refuse, ...system.handlers] });
  onTestFinished(() => served.close());
  const credentials = { ...system.credentials, baseUrl: served.url };
  return {
    credentials,
    connector: connect({
      credentials,
      settings: {},
      lane: (call) => call(),
      pause: async () => undefined,
    }),
  };
}

it("takes no address that is another account's", async () => {
  const { credentials } = await open({});
  const tested = (accountId: string, baseUrl = credentials.baseUrl) =>
    connect({
      credentials: { ...credentials, accountId, baseUrl },
      settings: {},
      lane: (call) => call(),
      pause: async () => undefined,
    }).check();

  await expect(tested("7654321_SB1")).rejects.toMatchObject({
    code: "credentials_refused",
    reason: expect.stringMatching(
      /^localhost:\d+ is the address of account TSTDRV2604417, and the account ID says 7654321_SB1: correct/,
    ) as string,
  });
  await expect(tested("tstdrv2604417")).resolves.toMatchObject({ missing: [] });
});

it("names all that the role lacks at once", async () => {
  const { connector } = await open({
    vendor: forbidden,
    nexttransactionlinelink: unknown("nexttransactionlinelink"),
  });

  await expect(connector.check()).rejects.toMatchObject({
    refusal: { meaning: "permission" },
    retryable: false,
    reason:
      "Crosstie signed in, but the integration's role lacks Transactions > Find Transaction, Lists > Vendors.",
  });
});

it("offers no subsidiaries where the role may not see them", async () => {
  const { connector } = await open({ subsidiary: forbidden });

  expect((await connector.check()).choices).toMatchObject({
    subsidiaryId: [],
    itemId: expect.arrayContaining([{ id: "81", name: "Subcontract" }]),
  });
});

it("connects an account without OneWorld, in either of its wordings", async () => {
  for (const offTables of ["unknown", "not_found"] as const) {
    const system = netsuite({ privateKey, oneWorld: false, offTables });
    const served = await serveSystem(system);
    onTestFinished(() => served.close());
    const connector = connect({
      credentials: { ...system.credentials, baseUrl: served.url },
      settings: {},
      lane: (call) => call(),
    });

    expect((await connector.check()).choices).toMatchObject({ subsidiaryId: [] });
  }
});

it("asks for a connection that is filled in", () => {
  expect(() =>
    connect({ credentials: { accountId: "1" }, settings: {}, lane: (call) => call() }),
  ).toThrow(
    expect.objectContaining({
      code: "credentials_refused",
      message: expect.stringContaining("clientId"),
    }),
  );
});

it("says that a key is no key without showing it", async () => {
  const { credentials } = await open({});
  const connector = connect({
    credentials: {
      ...credentials,
      privateKey: "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
    },
    settings: {},
    lane: (call) => call(),
  });

  const refusal: unknown = await connector.check().catch((error: unknown) => error);

  expect(refusal).toMatchObject({ code: "credentials_refused" });
  expect(String(refusal)).not.toContain("c2VjcmV0");
});
