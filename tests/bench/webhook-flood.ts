import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { inCompany } from "../../server/database/scope.ts";
import { beginInstallation } from "../../server/install/installation.ts";
import { saveConnection } from "../../server/store/connections.ts";
import { aConnection } from "../a-connection.ts";
import { anActor } from "../an-actor.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { type Bench, rounded, say } from "./bench.ts";
import { type Child, messageOf, startChild } from "./child-process.ts";
import type { Asked, Flood, Flooded } from "./flood/flood.ts";
import { listen, type OpenBackend, openBackend } from "./open-backend.ts";
import { ULID_MARK } from "./receipt/load.ts";
import type { Stops } from "./stops.ts";

const EACH = 20_000;
const COMPANIES = 100;
/** Forgers have so many addresses that none of them is known for one. */
const ADDRESSES = 500;
/** More than one address may bring before it is suspected. */
const SUSPECT = 400;
/** The load comes from the same machine: more connections would measure their own queue. */
const CONNECTIONS = 4;
const IDLE_MS = 10_000;
const FIRST_COMPANY = 562949953421312;
const GENUINE = "GENUINE0";

/**
 * The web process alone, as an operator runs it: 20,000 deliveries of a hundred companies and as
 * many that only look like them come at once, and `/healthz` is asked all the while from a process
 * of its own. Before that, somebody has aimed hooks at us, so that Procore's own address is
 * suspected. Each genuine one must have left its row, and nothing may be answered but with a 2xx.
 */
export const webhookFlood: Bench = async (stops) => {
  const { server, url: appUrl } = await listen(stops);
  const backend = await openBackend(stops, { server, appUrl, procoreUrl: "http://localhost:9" });
  const secrets = await installCompanies(backend);
  const { web, port } = await startWeb(stops, backend);
  const start = (script: string) =>
    stops.start(
      async () => startChild(`tests/bench/flood/${script}`),
      (child) => child.stop(),
    );
  const asker = await start("ask-process.ts");
  const [procore, forgers] = [await start("flood-process.ts"), await start("flood-process.ts")];

  say("idle");
  await askedWhile(asker, port, () => wait(IDLE_MS / 4));
  const idle = await askedWhile(asker, port, () => wait(IDLE_MS));
  const before = await memoryOf(web);

  say("flood");
  const common = { port, count: EACH, connections: CONNECTIONS };
  const senders = secrets.map((authorization, place) => ({
    authorization,
    template: templateOf(place),
  }));
  const forged = Array.from({ length: ADDRESSES }, (_, place) => ({
    authorization: `Bearer ${randomBytes(16).toString("hex")}`,
    template: templateOf(place % COMPANIES),
  }));
  await flood(forgers, {
    ...common,
    count: SUSPECT,
    senders: forged,
    prefix: "FORGED01",
    from: [],
  });
  const from = forged.map((_, place) => `203.0.${place >> 8}.${place & 255}`);
  let brought: Flooded[] = [];
  const under = await askedWhile(asker, port, async () => {
    brought = await Promise.all([
      flood(procore, { ...common, senders, prefix: GENUINE, from: [] }),
      flood(forgers, { ...common, senders: forged, prefix: "FORGED00", from }),
    ]);
  });
  const after = await memoryOf(web);
  const lost = EACH - (await countKept(backend));
  if (lost !== 0) throw new Error(`${lost} genuine deliveries are lost`);
  const [genuine, fake] = brought;
  const statuses = [genuine!, fake!].flatMap((one) => Object.keys(one.statuses));
  const paused = statuses.filter((status) => !status.startsWith("2"));
  if (paused.length > 0) throw new Error(`Procore would pause the URL: ${paused.join(", ")}`);
  return {
    ratio: under.p99Ms / idle.p99Ms,
    aim: 10,
    isAtMost: true,
    what: `p99 of /healthz while ${EACH} genuine and ${EACH} forged deliveries come ÷ while nothing comes`,
    healthz: { idle: roundedOf(idle), flood: roundedOf(under), p99AtMostMs: 50 },
    lost,
    memory: {
      ratio: rounded(after.most / before.now),
      idleMb: Math.round(before.now / 2 ** 20),
      mostMb: Math.round(after.most / 2 ** 20),
    },
    perSecond: Math.round((2 * EACH) / Math.max(genuine!.seconds, fake!.seconds)),
    genuine: genuine!.statuses,
    forged: fake!.statuses,
    connections: 2 * CONNECTIONS,
  };
};

/** Resolves with what their deliveries carry as `Authorization`. */
async function installCompanies({ db, parts: { seal } }: OpenBackend): Promise<string[]> {
  const secrets: string[] = [];
  for (let place = 0; place < COMPANIES; place += 1) {
    const companyId = String(FIRST_COMPANY + place);
    const company = await beginInstallation(
      { db, seal },
      { companyId, name: `Company ${place}`, userId: "1" },
      anActor,
    );
    await inCompany(db, companyId, (scope) => saveConnection(scope, { ...aConnection, companyId }));
    secrets.push(seal.open(company.webhookSecret, "companies.webhook_secret", companyId));
  }
  return secrets;
}

const templateOf = (place: number) =>
  JSON.stringify(webhookV3({ ulid: ULID_MARK, company_id: FIRST_COMPANY + place }));

async function startWeb(stops: Stops, { env }: OpenBackend): Promise<{ web: Child; port: number }> {
  const started = Promise.withResolvers<number>();
  const web = await stops.start(
    async () =>
      startChild("server/main.ts", {
        env: { ...env, ROLE: "web", PORT: "0", HOST: "127.0.0.1" },
        preload: ["./tests/bench/flood/report-memory.ts"],
        onLine(line) {
          const [, port] = /"port":(\d+),"msg":"started"/.exec(line) ?? [];
          if (port) started.resolve(Number(port));
        },
      }),
    (child) => child.stop(),
  );
  web.process.once("exit", () => started.reject(new Error("The web process did not start.")));
  return { web, port: await started.promise };
}

async function askedWhile(
  asker: Child,
  port: number,
  goesOn: () => Promise<unknown>,
): Promise<Asked> {
  asker.process.send({ port });
  await goesOn();
  const asked = messageOf<Asked>(asker);
  asker.process.send({});
  return asked;
}

function flood(child: Child, asked: Flood): Promise<Flooded> {
  const done = messageOf<Flooded>(child);
  child.process.send(asked);
  return done;
}

function memoryOf(web: Child): Promise<{ now: number; most: number }> {
  const answer = messageOf<{ now: number; most: number }>(web);
  web.process.send("memory");
  return answer;
}

async function countKept({ admin }: OpenBackend): Promise<number> {
  const [row] = await admin("deliveries")
    .whereLike("delivery_id", `${GENUINE}%`)
    .count<{ rows: string }[]>("* as rows");
  return Number(row?.rows);
}

const roundedOf = ({ times, ...ms }: Asked) => ({
  times,
  ...Object.fromEntries(Object.entries(ms).map(([name, value]) => [name, rounded(value, 2)])),
});
