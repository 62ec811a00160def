import * as sdk from "@procore/js-sdk";
import { expect, it } from "vitest";
import { CLIENT, useStage } from "./stage.ts";

const stage = useStage();

const at = () => ({ apiHostname: stage.url });

/** What a browser does: sign in, allow the app, follow back to the app's address. */
async function codeFor(login: string, password: string): Promise<string> {
  const authorizeUrl = sdk.authorize({ clientId: CLIENT.id, uri: CLIENT.redirectUri }, at());
  const signedIn = await fetch(`${stage.url}/login`, {
    method: "POST",
    body: new URLSearchParams({ login, password, return_to: "/" }),
    redirect: "manual",
  });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const consent = await (await fetch(authorizeUrl, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(consent)?.[1] ?? "";
  const query = new URL(authorizeUrl).search.slice(1);
  const allowed = await fetch(`${stage.url}/oauth/authorize`, {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams({ csrf, query, decision: "allow" }),
    redirect: "manual",
  });
  return new URL(allowed.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

it("signs a person in, pages through projects, refreshes and revokes with Procore's own client", async () => {
  const code = await codeFor("admin@ridgeline.example", "ridgeline-admin");
  const token = await sdk.token(
    { id: CLIENT.id, secret: CLIENT.secret, code, uri: CLIENT.redirectUri },
    at(),
  );
  const client = sdk.client(
    sdk.oauth(token.access_token),
    {},
    { ...at(), defaultCompanyId: Number.parseInt(stage.us.id, 10) },
  );

  const me = await client.get({ base: "/me" });
  const pages = [];
  for (const page of [1, 2, 3]) {
    pages.push(
      await client.get({
        base: "/projects",
        version: "v1.1",
        qs: { company_id: stage.us.id, page, per_page: 1 },
      }),
    );
  }
  const refreshed = await sdk.refresh(
    {
      id: CLIENT.id,
      secret: CLIENT.secret,
      uri: CLIENT.redirectUri,
      token: token.access_token,
      refresh: token.refresh_token,
    },
    at(),
  );
  const info = await sdk.info(refreshed.access_token, at());
  await sdk.revoke(
    { token: refreshed.access_token, clientId: CLIENT.id, clientSecret: CLIENT.secret },
    at(),
  );
  const afterRevoke = await sdk.info(refreshed.access_token, at());

  expect(me.body).toMatchObject({ login: "admin@ridgeline.example" });
  expect(pages.map(({ body }) => body[0].name)).toEqual([
    "Mercy Ridge Medical Center",
    "Eastgate Parking Structure",
    "Lincoln Elementary Modernization",
  ]);
  expect(pages.map(({ response }) => response.headers.get("total"))).toEqual(["3", "3", "3"]);
  expect(
    pages.map(({ response }) => /rel="next"/.test(response.headers.get("link") ?? "")),
  ).toEqual([true, true, false]);
  expect(info).toMatchObject({ application: { uid: CLIENT.id }, scopes: [] });
  expect(afterRevoke).toMatchObject({ error: "invalid_token" });
});

it("refuses a refresh token that Procore's own client uses twice", async () => {
  const code = await codeFor("pm@ridgeline.example", "ridgeline-pm");
  const first = await sdk.token(
    { id: CLIENT.id, secret: CLIENT.secret, code, uri: CLIENT.redirectUri },
    at(),
  );
  const again = {
    id: CLIENT.id,
    secret: CLIENT.secret,
    uri: CLIENT.redirectUri,
    token: first.access_token,
    refresh: first.refresh_token,
  };

  const second = await sdk.refresh(again, at());
  const third = await sdk.refresh(again, at());

  expect(second).toMatchObject({ token_type: "bearer", expires_in: 5400 });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  expect(third).toMatchObject({
    error: "invalid_grant",
    error_description: "The refresh token is invalid",
  });
});

it("lets the service account see the permitted projects alone with Procore's own client", async () => {
  const granted = (await (
    await fetch(`${stage.url}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
      }),
    })
  ).json()) as { access_token: string; refresh_token?: string };
  const client = sdk.client(
    sdk.oauth(granted.access_token),
    {},
    { ...at(), defaultCompanyId: Number.parseInt(stage.us.id, 10) },
  );

  const companies = await client.get({ base: "/companies" });
  const projects = await client.get({
    base: "/projects",
    version: "v1.1",
    qs: { company_id: stage.us.id },
  });

  expect(granted.refresh_token).toBeUndefined();
  expect(companies.body.map(({ name }: { name: string }) => name)).toEqual(["Ridgeline Builders"]);
  expect(projects.body.map(({ name }: { name: string }) => name)).toEqual([
    "Mercy Ridge Medical Center",
    "Eastgate Parking Structure",
  ]);
});
