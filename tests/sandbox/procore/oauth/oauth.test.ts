import { expect, it } from "vitest";
import { CLIENT, useStage } from "../stage.ts";
import { issueCode } from "./codes.ts";
import { issueGrant } from "./grants.ts";

const ADMIN = "admin@ridgeline.example";

const stage = useStage();

it("refuses a token that ran out or never was", async () => {
  const path = `/rest/v1.0/commitments?project_id=${stage.hospital.id}`;
  const { accessToken } = issueGrant(stage.state, {
    clientId: CLIENT.id,
    userId: stage.user(ADMIN).id,
    isService: false,
  });

  const before = await stage.call("GET", path, { token: accessToken });
  await stage.act("advance_clock", { seconds: 5_401 });
  const after = await stage.call("GET", path, { token: accessToken });
  const unknown = await stage.call("GET", path, { token: "made-up" });

  expect(before.status).toBe(200);
  expect([after, unknown]).toMatchObject([
    { status: 401, body: { errors: "The access token is invalid" } },
    { status: 401 },
  ]);
});

const post = (path: string, fields: Record<string, string>) =>
  fetch(stage.url + path, {
    method: "POST",
    body: new URLSearchParams({ client_id: CLIENT.id, client_secret: CLIENT.secret, ...fields }),
  });

it.each(["accessToken", "refreshToken"] as const)(
  "refuses both tokens of a grant once its %s was revoked",
  async (which) => {
    const companies = "/rest/v1.0/companies";
    const grant = issueGrant(stage.state, {
      clientId: CLIENT.id,
      userId: stage.user(ADMIN).id,
      isService: false,
    });
    const other = issueGrant(stage.state, {
      clientId: CLIENT.id,
      userId: stage.user(ADMIN).id,
      isService: false,
    });
    const before = await stage.call("GET", companies, { token: grant.accessToken });

    const revoked = await post("/oauth/revoke", { token: grant[which] ?? "" });
    const called = await stage.call("GET", companies, { token: grant.accessToken });
    const told = await fetch(`${stage.url}/oauth/token/info`, {
      headers: { authorization: `Bearer ${grant.accessToken}` },
    });
    const refreshed = await post("/oauth/token", {
      grant_type: "refresh_token",
      refresh_token: grant.refreshToken ?? "",
    });

    expect([before.status, revoked.status]).toEqual([200, 200]);
    expect([called, { status: told.status }]).toMatchObject([
      { status: 401, body: { errors: "The access token is invalid" } },
      { status: 401 },
    ]);
    expect([refreshed.status, await refreshed.json()]).toMatchObject([
      400,
      { error: "invalid_grant", error_description: "The refresh token is invalid" },
    ]);
    expect((await stage.call("GET", companies, { token: other.accessToken })).status).toBe(200);
  },
);

it("takes a refresh token once", async () => {
  const { refreshToken } = issueGrant(stage.state, {
    clientId: CLIENT.id,
    userId: stage.user(ADMIN).id,
    isService: false,
  });
  const refresh = async () =>
    (await post("/oauth/token", { grant_type: "refresh_token", refresh_token: refreshToken ?? "" }))
      .status;

  expect([await refresh(), await refresh()]).toEqual([200, 400]);
});

it("answers 200 to the revocation of a token it never knew, and refuses it from a client it does not know", async () => {
  const unknown = await post("/oauth/revoke", { token: "made-up" });
  const stranger = await post("/oauth/revoke", { token: "made-up", client_secret: "guessed" });

  expect([unknown.status, stranger.status]).toEqual([200, 403]);
});

it("takes a code once, within ten minutes, for the address it was asked with", async () => {
  const trade = async (code: string, redirect_uri = CLIENT.redirectUri) =>
    (await post("/oauth/token", { grant_type: "authorization_code", code, redirect_uri })).status;
  const fresh = () =>
    issueCode(stage.state, {
      clientId: CLIENT.id,
      userId: stage.user(ADMIN).id,
      redirectUri: CLIENT.redirectUri,
    });

  const code = fresh();
  const once = [await trade(code), await trade(code)];
  const elsewhere = await trade(fresh(), "http://localhost:4400/other");
  const late = fresh();
  await stage.act("advance_clock", { seconds: 601 });

  expect(once).toEqual([200, 400]);
  expect(elsewhere).toBe(400);
  expect(await trade(late)).toBe(400);
});

it("sends nobody to an address that is not registered", async () => {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: CLIENT.id,
    redirect_uri: "https://evil.example/callback",
  });

  const answer = await fetch(`${stage.url}/oauth/authorize?${query}`, { redirect: "manual" });

  expect(answer.status).toBe(400);
  expect(answer.headers.get("location")).toBeNull();
});
