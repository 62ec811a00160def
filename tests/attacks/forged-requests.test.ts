import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { describe as describeApi } from "../../server/api/openapi.ts";
import { SessionRequest } from "../../server/install/sessions.ts";
import { openContext } from "../browser.ts";
import { buildClient } from "../client/build-client.ts";
import { Person } from "../journeys/person.ts";
import { pick } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

/** What the app's log says of each request. */
const lines: { method?: string; path?: string; status?: number }[] = [];
const { world, installed } = useWorld({
  works: false,
  logLevel: "info",
  logTo: { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[number]) },
});

const { paths } = describeApi({ sessionRequest: SessionRequest }) as unknown as {
  paths: Record<string, Record<string, object>>;
};
/** All but the sign-in itself, which no session opens. */
const doors = Object.entries(paths)
  .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path })))
  .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  .filter((door) => door !== "POST /session");
const acts = doors.filter((door) => !door.startsWith("GET "));

const cookie = () => `__Host-crosstie=${installed.admin.token}`;

let addresses = 0;

/** Each time from an address of its own: so many doors in a minute would shut them all. */
async function knock(tried: string[], headers: Record<string, string>) {
  const from = `203.0.113.${(addresses += 1)}`;
  const answers: Record<string, string> = {};
  for (const door of tried) {
    const [method = "", path = ""] = door.split(" ");
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "companyId" ? installed.companyId : "1",
    );
    const response = await fetch(`${world.appUrl}/api/v1${address}`, {
      method,
      headers: { "content-type": "application/json", "x-forwarded-for": from, ...headers },
      ...(method !== "GET" && { body: "{}" }),
    });
    const { code } = (await response.json()) as { code: string };
    answers[door] = `${response.status} ${code}`;
  }
  return answers;
}
const all = (tried: string[], answer: string) =>
  Object.fromEntries(tried.map((door) => [door, answer]));

const stillIn = async () => (await installed.admin.get("/session")).status;

it("counts a cookie only with our header, at each door", async () => {
  expect(acts.length).toBeGreaterThan(10);
  const origin = world.appUrl;
  const attempts: Record<string, string>[] = [{}, { origin }, { "x-crosstie": "0", origin }];
  for (const headers of attempts) {
    expect(await knock(doors, { cookie: cookie(), ...headers })).toEqual(
      all(doors, "403 foreign_request"),
    );
  }
  expect(await stillIn()).toBe(200);
});

it("lets nobody act by a cookie from another origin, or from none", async () => {
  const { port } = new URL(world.appUrl);
  for (const origin of [
    undefined,
    "null",
    world.procore.url,
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    `${world.appUrl}.evil.example`,
  ]) {
    const headers = { cookie: cookie(), "x-crosstie": "1", ...(origin && { origin }) };
    expect(await knock(acts, headers), origin).toEqual(all(acts, "403 foreign_request"));
  }
  expect(await stillIn()).toBe(200);
});

it("takes no cookie of another name, and none beside a token that has ended", async () => {
  const own = { "x-crosstie": "1", origin: world.appUrl };
  const { token } = installed.admin;
  const company = doors.filter((door) => door.includes("{companyId}"));
  const attempts: Record<string, string>[] = [
    { cookie: `crosstie=${token}` },
    { cookie: `__Host-crosstie2=${token}; __host-Crosstie=${token}` },
    { cookie: `__Host-crosstie=${"x".repeat(43)}; __Host-crosstie=${token}` },
    { cookie: cookie(), authorization: `Bearer ${"x".repeat(43)}` },
  ];
  for (const headers of attempts) {
    expect(await knock(company, { ...own, ...headers })).toEqual(all(company, "401 not_signed_in"));
  }
});

it("does nothing by a session other than the one that the page shows", async () => {
  const own = { cookie: cookie(), "x-crosstie": "1", origin: world.appUrl };

  expect(await knock(doors, { ...own, "x-crosstie-session": "99999" })).toEqual(
    all(doors, "401 not_signed_in"),
  );
});

/** Another app's frame in the same page of Procore: the browser sends our cookie along from there. */
async function serveHostile(): Promise<string> {
  const server = createServer((_request, response) =>
    response
      .setHeader("content-type", "text/html")
      .end("<!doctype html><title>Another app</title>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://another-app.localhost:${(server.address() as AddressInfo).port}/`;
}

it("does nothing for another app's frame beside the panel, though the browser sends the cookie", async () => {
  await buildClient();
  const hostile = await serveHostile();
  const context = await openContext();
  onTestFinished(() => context.close());
  const person = await Person.open(world, context);
  const draft = pick(world, ({ number }) => number === "SC-24-011-009");
  await person.signInToProcore("admin");
  await person.openCommitment(draft);
  await person.openPanel();
  await person.signInToPanel({ consents: false });
  await person.panel.getByRole("heading", { level: 1 }).getByText(draft.number).waitFor();
  const company = `/companies/${draft.companyId}`;
  const sync = `${company}/projects/${draft.projectId}/commitments/${draft.id}/sync`;

  await person.page.evaluate(
    `document.body.append(Object.assign(document.createElement("iframe"), { src: "${hostile}", name: "hostile" }))`,
  );
  await expect.poll(() => person.page.frame("hostile")?.url()).toBe(hostile);
  lines.splice(0);
  const outcome = await person.page.frame("hostile")!.evaluate(
    async ({ api, acts: [syncs, settings] }) => {
      const plain = { mode: "no-cors", credentials: "include" } as const;
      const tried = (address: string, init: RequestInit) =>
        fetch(api + address, init).then(
          () => "answered",
          () => "refused",
        );
      return [
        await tried(syncs!, { ...plain, method: "POST" }),
        await tried(syncs!, { ...plain, method: "POST", body: "{}" }),
        await tried(syncs!, {
          method: "POST",
          credentials: "include",
          headers: { "x-crosstie": "1" },
        }),
        await tried(settings!, { method: "PUT", credentials: "include", body: "{}" }),
        await tried("/session", { method: "DELETE", credentials: "include" }),
        await tried("/session", { ...plain }),
      ];
    },
    { api: `${world.appUrl}/api/v1`, acts: [sync, `${company}/settings`] },
  );

  expect(outcome).toEqual(Array.from({ length: 6 }, () => "refused"));
  // without the cookie it would be a 401
  const synced = lines.filter(({ method, path }) => method === "POST" && path?.endsWith("/sync"));
  expect(synced.map(({ status }) => status)).toEqual([403, 403]);
  expect(
    await world.database.admin("records").where({ procore_id: draft.id, is_requested: true }),
  ).toEqual([]);
  await person.page.reload();
  await person.panel.getByRole("heading", { level: 1 }).getByText(draft.number).waitFor();
}, 120_000);
