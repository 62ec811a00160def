import { createHmac, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Client } from "./client.ts";
import { openClient } from "./use-account.ts";

/**
 * Source: the reference, 1.3 (NetSuite help section_1534941088): HMAC-SHA256 alone, the realm in
 * upper case with an underscore, a nonce for every attempt.
 */
type Signing = Record<string, string>;

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) =>
    `%${sign.charCodeAt(0).toString(16)}`.toUpperCase(),
  );

function header(client: Client, method: string, url: string, changed: Signing = {}): string {
  const { accountId, consumerKey, consumerSecret, tokenId, tokenSecret } = client.credentials;
  const { realm = accountId, hash = "sha256", ...more } = changed;
  const oauth: Signing = {
    oauth_consumer_key: consumerKey,
    oauth_token: tokenId,
    oauth_nonce: randomUUID(),
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_signature_method: "HMAC-SHA256",
    oauth_version: "1.0",
    ...more,
  };
  const { origin, pathname, searchParams } = new URL(url);
  const signed = Object.entries({ ...Object.fromEntries(searchParams), ...oauth })
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join("&");
  const base = [method, `${origin}${pathname}`, signed].map(encode).join("&");
  const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
  const signature = createHmac(hash, key).update(base).digest("base64");
  return `OAuth realm="${realm}", ${Object.entries({ ...oauth, oauth_signature: signature })
    .map(([name, value]) => `${name}="${encode(value)}"`)
    .join(", ")}`;
}

const VENDORS = "/record/v1/vendor?limit=2&q=companyName%20START_WITH%20%22A%22";

function ask(client: Client, authorization: string) {
  return client.send("GET", VENDORS, { headers: { authorization } });
}

it("lets in a call that is signed with its query", async () => {
  const client = await openClient();
  const url = `${client.url}/services/rest${VENDORS}`;

  const answer = await ask(client, header(client, "GET", url));

  expect(answer).toMatchObject({ status: 200, body: { count: 1 } });
});

it("computes the signature that the reference computed", async () => {
  const client = await openClient({
    accountId: "1234567_SB1",
    consumerKey: "ck_demo",
    consumerSecret: "cs_demo",
    tokenId: "tk_demo",
    tokenSecret: "ts_demo",
    now: () => new Date(1_700_000_000_000),
  });
  const authorization =
    'OAuth realm="1234567_SB1", oauth_consumer_key="ck_demo", oauth_token="tk_demo", oauth_nonce="abc123nonce0", oauth_timestamp="1700000000", ' +
    `oauth_signature_method="HMAC-SHA256", oauth_version="1.0", oauth_signature="${encode("MXSsKv6f9Am4L84GnYBafQMc+8AYaVLYsWaVOo4xS1I=")}"`;

  const answer = await client.send("POST", "/query/v1/suiteql?limit=1000&offset=0", {
    body: { q: "SELECT dummy FROM dual" },
    headers: { authorization, prefer: "transient" },
  });

  expect(answer.status).toBe(200);
});

it.each<[string, Signing]>([
  ["SHA-1", { oauth_signature_method: "HMAC-SHA1", hash: "sha1" }],
  ["a realm in lower case", { realm: "tstdrv2604417" }],
  ["another token", { oauth_token: "someone-else" }],
  ["an hour-old timestamp", { oauth_timestamp: String(Math.floor(Date.now() / 1000) - 3600) }],
])("turns away %s", async (_, changed) => {
  const client = await openClient();
  const url = `${client.url}/services/rest${VENDORS}`;

  const answer = await ask(client, header(client, "GET", url, changed));

  expect(answer).toMatchObject({ status: 401, code: "INVALID_LOGIN" });
  expect(answer.headers.get("www-authenticate")).toBe(
    `OAuth realm="${client.credentials.accountId}", error="token_rejected", error_description="Invalid login attempt."`,
  );
});

it("turns away a nonce that was used, and a query that was not signed", async () => {
  const client = await openClient();
  const url = `${client.url}/services/rest${VENDORS}`;
  const authorization = header(client, "GET", url);

  const statuses = [
    await ask(client, authorization),
    await ask(client, authorization),
    await ask(client, header(client, "GET", url.replace("limit=2", "limit=3"))),
  ].map(({ status }) => status);

  expect(statuses).toEqual([200, 401, 401]);
});

it("turns everyone away where the account has switched it off", async () => {
  const client = await openClient({ tokenBasedAuth: false });
  const url = `${client.url}/services/rest${VENDORS}`;

  const answer = await ask(client, header(client, "GET", url));

  expect(answer.code).toBe("INVALID_LOGIN");
});
