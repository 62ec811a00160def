import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { openAccount } from "../client.ts";
import type { Credentials } from "../netsuite.ts";
import { type Gateway, openGateway } from "./tls-gateway.ts";

/**
 * Two clients that others wrote, unchanged, in a process of their own: what they call is
 * https://tstdrv2604417.suitetalk.api.netsuite.com, and only that name leads here.
 */
const HOST = "tstdrv2604417.suitetalk.api.netsuite.com";

async function openNetSuite() {
  const { served, client, close } = await openAccount();
  const gateway = await openGateway(HOST, served.url);
  onTestFinished(async () => {
    await gateway.close();
    await close();
  });
  return { gateway, credentials: client.credentials };
}

/** What the script printed; it trusts nobody but the gateway's authority beside the world's. */
async function run(
  script: string,
  { gateway, credentials }: { gateway: Gateway; credentials: Credentials },
): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "outside-client-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const authority = join(folder, "authority.pem");
  writeFileSync(authority, gateway.authority);
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    env: {
      PATH: process.env.PATH,
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: gateway.proxy,
      NODE_EXTRA_CA_CERTS: authority,
      CREDENTIALS: JSON.stringify(credentials),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await text(child.stdout));
}

it("serves @brokenrubik/netsuite-sdk 0.6.0", async () => {
  const netsuite = await openNetSuite();

  const seen = await run("use-netsuite-sdk.ts", netsuite);

  expect(seen).toMatchObject({
    created: {
      success: true,
      operation: expect.stringMatching(/^[\da-f-]{36}$/),
      location: expect.stringMatching(`^https://${HOST}/services/rest/record/v1/vendor/\\d+$`),
    },
    updated: [expect.stringContaining("colour")],
    vendor: {
      companyName: "Outside Ltd",
      comments: "seen",
      addressBook: { items: [{ label: "Main" }] },
    },
    found: [{ id: expect.stringMatching(/^\d+$/) }],
    page: { count: 1, total: 1 },
    all: 13,
    batch: { succeeded: 1, failed: 1 },
    again: { name: "NetSuiteIdempotencyError", status: 400, isFirst: true },
    catalog: ["vendor"],
    openapi: "3.0.1",
    deleted: true,
    refused: {
      column: { name: "NetSuiteValidationError", status: 400, errorCode: "INVALID_PARAMETER" },
      absent: { name: "NetSuiteNotFoundError", status: 404 },
      nameless: { name: "NetSuiteValidationError", status: 400, errorCode: "USER_ERROR" },
    },
  });
  expect(netsuite.gateway.turnedAway).toEqual([]);
});

it("serves netsuite-rest 1.0.9", async () => {
  const netsuite = await openNetSuite();

  const seen = await run("use-netsuite-rest.ts", netsuite);

  expect(seen).toMatchObject({
    ping: 204,
    catalog: true,
    list: { count: 12, totalResults: 12 },
    created: {
      status: 204,
      data: null,
      location: expect.stringMatching(`^https://${HOST}/services/rest/record/v1/vendor/\\d+$`),
    },
    filtered: 1,
    query: [{ companyname: "Signed & Sons (West)" }],
    deleted: 204,
    refused: {
      key: {
        status: 401,
        challenge: expect.stringMatching(/^OAuth realm="TSTDRV2604417"/),
      },
      table: { status: 400 },
    },
  });
  expect(netsuite.gateway.turnedAway).toEqual([]);
});
