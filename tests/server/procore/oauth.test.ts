import { expect, it } from "vitest";
import { procoreOAuth } from "../../../server/procore/oauth.ts";
import { hostileServer } from "../wire/hostile-server.ts";

/** Our client in front of a sign-in server that gives everybody the same answer. */
async function answering(status: number, body: unknown, type = "application/json") {
  const loginUrl = await hostileServer((_request, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return procoreOAuth({
    loginUrl,
    clientId: "crosstie",
    clientSecret: "secret",
    redirectUri: "https://crosstie.example.com/auth/procore/callback",
  });
}

const token = { access_token: "token", token_type: "bearer", expires_in: 5_400 };

it("counts a token's life from when it came", async () => {
  const oauth = await answering(200, { ...token, created_at: 1_000 });

  const { accessToken, expiresAt } = await oauth.issueServiceToken();

  expect(accessToken).toBe("token");
  expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(5_390_000);
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(5_400_000);
});

it.each([
  [400, { error: "invalid_grant", error_description: "The refresh token is invalid" }],
  [401, { error: "invalid_client", error_description: "Client authentication failed" }],
])("passes on the words of a %d", async (status, body) => {
  const oauth = await answering(status, body);

  await expect(oauth.refresh("used up")).rejects.toMatchObject({
    name: "CredentialsRefusedError",
    reason: body.error_description,
    remoteCode: body.error,
    remoteStatus: status,
    retryable: false,
  });
});

it.each([
  ["a 429", 429, { error: "slow_down" }, "application/json"],
  ["a 500", 500, { errors: "oops" }, "application/json"],
  ["a gateway's page", 502, "<h1>Bad gateway</h1>", "text/html"],
  ["a maintenance page", 200, "<h1>Back soon</h1>", "text/html"],
  ["half an answer", 200, '{"access_token":', "application/json"],
])("tries again later after %s", async (_what, status, body, type) => {
  const oauth = await answering(status, body, type);

  await expect(oauth.issueServiceToken()).rejects.toMatchObject({
    name: "RemoteError",
    retryable: true,
  });
});

it.each([
  ["no refresh token", token],
  ["no end", { ...token, expires_in: undefined, refresh_token: "next" }],
])("takes no grant that has %s", async (_what, body) => {
  const oauth = await answering(200, body);

  await expect(oauth.refresh("good")).rejects.toMatchObject({ retryable: false });
});

it("sends a person to Procore with all that Procore asks for, and no secret", async () => {
  const url = new URL((await answering(200, token)).authorizeUrl("the-state"));

  expect(url.pathname).toBe("/oauth/authorize");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: "code",
    client_id: "crosstie",
    redirect_uri: "https://crosstie.example.com/auth/procore/callback",
    state: "the-state",
  });
});
