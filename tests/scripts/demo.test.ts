import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { buildClient } from "../client/build-client.ts";
import { Client } from "../sandbox/netsuite/client.ts";
import type { Credentials } from "../sandbox/netsuite/netsuite.ts";
import { signIn } from "../world/sign-in.ts";
import { freePorts, isListening, npmRun } from "./npm-run.ts";

interface Facts {
  procore: string;
  app: string;
  netsuite: string;
  databaseUrl: string;
  credentials: {
    procore: {
      clientId: string;
      clientSecret: string;
      companies: { id: string }[];
      users: { login: string; password: string }[];
    };
    netsuite: Credentials;
  };
}

const PARTS = ["procore", "app", "netsuite", "databaseUrl"] as const;

function startDemo(port: number, args: string[] = ["--json"]) {
  const folder = join(import.meta.dirname, `../../.data/demo-${port}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const run = npmRun("demo", { args, env: { DEMO_PORT: String(port) } });
  return {
    ...run,
    folder,
    facts: async () => JSON.parse(await run.firstLine) as Facts,
    databaseRuns: () => existsSync(join(folder, "postgres-18/postmaster.pid")),
  };
}

async function whatListens(facts: Facts): Promise<string[]> {
  const found = await Promise.all(
    PARTS.map(async (part) => ((await isListening(facts[part])) ? part : [])),
  );
  return found.flat();
}

/** Who or what of the credentials is not let in, by the sandboxes' own doors. */
async function whoIsRefused({ procore, netsuite, credentials }: Facts): Promise<string[]> {
  const { clientId, clientSecret, users } = credentials.procore;
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${procore}${path}`, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "manual",
    });
  const people = users.map(async ({ login, password }) =>
    (await post("/login", { login, password })).headers.has("set-cookie") ? [] : login,
  );
  const machine = await post("/oauth/token", {
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const accountant = new Client(netsuite, credentials.netsuite);
  const { status } = await accountant.askToken(await accountant.assertion());
  return [
    ...(await Promise.all(people)).flat(),
    ...(machine.ok ? [] : ["Procore's client"]),
    ...(status === 200 ? [] : ["NetSuite's client"]),
  ];
}

it.skipIf(process.platform === "win32")(
  "runs beside another demo, and each ends on the signal that npm is sent",
  { timeout: 180_000 },
  async () => {
    await buildClient();
    const port = await freePorts(6);
    const first = startDemo(port);
    const one = await first.facts();
    const second = startDemo(port + 3, []);

    expect(await second.firstLine).toBe(`ready http://localhost:${port + 3}`);
    expect(await whatListens(one)).toEqual(PARTS);
    expect(new URL(one.procore).hostname).not.toBe(new URL(one.app).hostname);
    expect(one.credentials.procore.users).not.toEqual([]);
    expect(await whoIsRefused(one)).toEqual([]);
    const interrupted = await second.end("SIGINT");
    expect(interrupted.code).toBe(0);
    expect(interrupted.tookMs).toBeLessThan(10_000);
    expect(
      await Promise.all([3, 4, 5].map((place) => isListening(`http://localhost:${port + place}`))),
    ).toEqual([false, false, false]);
    expect(second.databaseRuns()).toBe(false);

    expect(await fetch(`${one.app}/readyz`)).toMatchObject({ status: 200 });
    const own = await fetch(one.app);
    expect([own.status, new URL(own.url).pathname]).toEqual([200, "/console"]);
    const terminated = await first.end("SIGTERM");
    expect(terminated.code).toBe(0);
    expect(terminated.tookMs).toBeLessThan(10_000);
    expect(await whatListens(one)).toEqual([]);
    expect(first.databaseRuns()).toBe(false);
  },
);

it("says what it takes where it does not know what was asked", () => {
  const script = join(import.meta.dirname, "../../scripts/demo.ts");
  const { status, stderr } = spawnSync(process.execPath, [script, "--bogus"], { encoding: "utf8" });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^npm run demo takes --installed, --keep and --json, .*\n$/);
});

it.skipIf(process.platform === "win32")(
  "leaves nothing behind when it is interrupted while PostgreSQL starts",
  { timeout: 60_000 },
  async () => {
    await buildClient();
    const demo = startDemo(await freePorts(3));
    await expect.poll(demo.databaseRuns, { timeout: 30_000, interval: 5 }).toBe(true);

    const { tookMs } = await demo.end("SIGINT");

    expect(tookMs).toBeLessThan(10_000);
    expect(demo.databaseRuns()).toBe(false);
  },
);

it.skipIf(process.platform === "win32")(
  "begins set up where that is asked for, tells the logins in a file too, and goes on where it ended",
  { timeout: 180_000 },
  async () => {
    await buildClient();
    const port = await freePorts(3);
    const stateOf = async ({ app: appUrl, procore: url, credentials }: Facts) => {
      const admin = await signIn({ appUrl, procore: { url } }, "admin");
      const [company] = credentials.procore.companies;
      const { body } = await admin.get<Installation>(`/companies/${company!.id}/installation`);
      // looks for payments by the clock
      return { ...body, payments: { ...body.payments, lookedAt: null } };
    };
    const first = startDemo(port, ["--json", "--installed"]);
    const one = await first.facts();
    const before = await stateOf(one);
    expect(before).toMatchObject({ status: "active", connection: { status: "working" } });
    const told = await readFile(join(first.folder, "logins.txt"), "utf8");
    for (const { login, password } of one.credentials.procore.users) {
      expect(told).toMatch(new RegExp(`${login} +${password}`));
    }
    const act = (facts: Facts, body: object) =>
      fetch(`${facts.procore}/_sandbox/act`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const companyId = before.company.id;
    await act(one, { do: "create_vendor", companyId, fields: { name: "Kept Steel" } });
    await first.end("SIGINT");

    const second = startDemo(port, ["--json", "--keep"]);
    const two = await second.facts();
    expect(await stateOf(two)).toEqual(before);
    const again = await act(two, {
      do: "create_vendor",
      companyId,
      fields: { name: "Kept Steel" },
    });
    expect(await again.text()).toMatch("already been taken");
    await second.end("SIGINT");

    const third = startDemo(port);
    expect(await stateOf(await third.facts())).toMatchObject({ status: "not_installed" });
    await third.end("SIGINT");
  },
);
