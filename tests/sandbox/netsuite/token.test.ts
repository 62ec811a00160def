import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openAccount, type Client } from "./client.ts";

let account: Awaited<ReturnType<typeof openAccount>>;
let client: Client;
beforeAll(async () => {
  account = await openAccount();
  client = account.client;
});
afterAll(() => account.close());

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

it("gives a bearer token for a well-signed assertion", async () => {
  const answer = await client.askToken(await client.assertion());

  expect(answer).toMatchObject({
    status: 200,
    body: {
      token_type: "Bearer",
      expires_in: 3600,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    },
  });
});

it.each([
  ["a string", "rest_webservices"],
  ["a comma-separated string", "restlets,rest_webservices"],
  ["an array", ["rest_webservices"]],
])("reads the scope as %s", async (_, scope) => {
  const { status } = await client.askToken(await client.assertion({ claims: { scope } }));

  expect(status).toBe(200);
});

/** Source: the corrections to the reference, "The JWT's audience is the account's token address". */
it("takes the account's own token address as the audience, wherever it is called", async () => {
  const aud = "https://tstdrv2604417.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token";

  const { status } = await client.askToken(await client.assertion({ claims: { aud } }));

  expect(status).toBe(200);
});

it.each([
  ["unknown", "everything"],
  ["of another service", "restlets"],
  ["absent", []],
])("refuses a scope that is %s", async (_, scope) => {
  const answer = await client.askToken(await client.assertion({ claims: { scope } }));

  expect(answer).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
});

it("refuses a signature by another key", async () => {
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;

  const answer = await client.askToken(await client.assertion({ privateKey: other }));

  expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  expect(answer.headers.get("www-authenticate")).toBe(
    `Basic realm="${client.credentials.accountId}"`,
  );
});

it("refuses RS256 though the key fits", async () => {
  const answer = await client.askToken(await client.assertion({ header: { alg: "RS256" } }));

  expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
});

it("refuses a secret-signed assertion that claims the public key as its secret", async () => {
  const unsigned = `${part({ alg: "HS256", typ: "JWT", kid: client.credentials.certificateId })}.${part({ iss: client.credentials.clientId })}`;
  const secret = createPublicKey(client.credentials.privateKey).export({
    type: "spki",
    format: "pem",
  });
  const forged = `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;

  const answer = await client.askToken(forged);

  expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
});

it.each([
  [
    "another audience",
    { aud: "https://1234567.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token" },
    400,
    "invalid_grant",
  ],
  ["another issuer", { iss: "someone-else" }, 401, "invalid_client"],
  ["a past expiry", { iat: now() - 7200, exp: now() - 3600 }, 400, "invalid_grant"],
  ["a life of more than an hour", { iat: now(), exp: now() + 3601 }, 400, "invalid_grant"],
  ["an issue time to come", { iat: now() + 600, exp: now() + 900 }, 400, "invalid_grant"],
])("refuses %s", async (_, claims, status, error) => {
  const answer = await client.askToken(await client.assertion({ claims }));

  expect(answer).toMatchObject({ status, body: { error } });
});

it.each([
  ["that is not mapped", "another"],
  ["that is not named", undefined],
])("refuses a certificate %s", async (_, kid) => {
  const answer = await client.askToken(await client.assertion({ header: { kid } }));

  expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
});

it("refuses an assertion without a scope", async () => {
  const answer = await client.askToken(await client.assertion({ claims: { scope: undefined } }));

  expect(answer).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

it.each([
  [{ grant_type: "authorization_code" }, "unsupported_grant_type"],
  [{ client_assertion_type: "something" }, "invalid_request"],
  [{ client_assertion: "not-a-token" }, "invalid_request"],
])("refuses the form %j", async (form, error) => {
  const answer = await client.askToken(await client.assertion(), form);

  expect(answer).toMatchObject({ status: 400, body: { error } });
});

it("accepts an elliptic key when that is what was mapped", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const other = await openAccount({
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  });

  const answer = await other.client.askToken(
    await other.client.assertion({ header: { alg: "ES256" } }),
  );

  expect(answer.status).toBe(200);
  await other.close();
});

it("answers a call without a valid token with INVALID_LOGIN and a challenge", async () => {
  const stranger = await client.send("GET", "/record/v1/vendor", {
    headers: { authorization: "Bearer made.up.token" },
  });

  expect(stranger).toMatchObject({
    status: 401,
    code: "INVALID_LOGIN",
    body: { status: 401, title: "Unauthorized" },
  });
  expect(stranger.headers.get("www-authenticate")).toContain('error="invalid_token"');
});

it("forgets its tokens when they are expired on demand", async () => {
  const other = await openAccount();
  const before = await other.client.record("GET", "vendor");
  await other.client.act({ do: "expire_tokens" });

  const after = await other.client.record("GET", "vendor");

  expect([before.status, after.status, after.code]).toEqual([200, 401, "INVALID_LOGIN"]);
  await other.close();
});

it("lets a token run out", async () => {
  let clock = Date.now();
  const other = await openAccount({ now: () => new Date(clock) });
  clock += 3601_000;

  const late = await other.client.record("GET", "vendor");

  expect(late.status).toBe(401);
  await other.close();
});
