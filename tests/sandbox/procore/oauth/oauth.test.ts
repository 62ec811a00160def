import { afterEach, beforeEach, expect, it } from "vitest";
import { CLIENT, openStage, type Stage } from "../stage.ts";
import { issueCode } from "./codes.ts";
import { issueGrant } from "./grants.ts";

const ADMIN = "admin@ridgeline.example";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(() => stage.close());

it("refuses a token that ran out, was revoked or never was", async () => {
  const path = `/rest/v1.0/commitments?project_id=${stage.hospital.id}`;
  const { accessToken } = issueGrant(stage.state, { clientId: CLIENT.id, userId: stage.user(ADMIN).id, isService: false });

  const before = await stage.call("GET", path, { token: accessToken });
  await stage.act("advance_clock", { seconds: 5_401 });
  const after = await stage.call("GET", path, { token: accessToken });
  const unknown = await stage.call("GET", path, { token: "made-up" });

  expect(before.status).toBe(200);
  expect([after, unknown]).toMatchObject([{ status: 401, body: { errors: "The access token is invalid" } }, { status: 401 }]);
});

it("takes a code once, within ten minutes, for the address it was asked with", async () => {
  const trade = async (code: string, redirect_uri = CLIENT.redirectUri) =>
    (await fetch(`${stage.url}/oauth/token`, { method: "POST", body: new URLSearchParams({ grant_type: "authorization_code", client_id: CLIENT.id, client_secret: CLIENT.secret, code, redirect_uri }) })).status;
  const fresh = () => issueCode(stage.state, { clientId: CLIENT.id, userId: stage.user(ADMIN).id, redirectUri: CLIENT.redirectUri });

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
  const query = new URLSearchParams({ response_type: "code", client_id: CLIENT.id, redirect_uri: "https://evil.example/callback" });

  const answer = await fetch(`${stage.url}/oauth/authorize?${query}`, { redirect: "manual" });

  expect(answer.status).toBe(400);
  expect(answer.headers.get("location")).toBeNull();
});
