import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Knex } from "knex";
import { inCompany } from "../../server/database/scope.ts";
import { beginInstallation } from "../../server/install/installation.ts";
import { saveConnection } from "../../server/store/connections.ts";
import { aConnection } from "../a-connection.ts";
import { anActor } from "../an-actor.ts";
import { webhookV3 } from "../fixtures/procore/webhooks/v3.ts";
import { type Bench, median, rounded, say } from "./bench.ts";
import { type Child, messageOf, startChild } from "./child-process.ts";
import { type OpenBackend, listen, openBackend } from "./open-backend.ts";
import { bareRoute } from "./receipt/bare-route.ts";
import { type Load, type Loaded, ULID_MARK } from "./receipt/load.ts";

const CONNECTIONS = 20;
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 3;
const ROUNDS = 7;

/**
 * Both routes in one process on one pool, loaded in turn by the same other process. The app's is
 * mounted as in `app.ts`, with a company, its secret and its jobs; the bare one only inserts the
 * same row. Every 2xx must have left a row.
 */
export const webhookReceipt: Bench = async (stops) => {
  const { server, url } = await listen(stops);
  const backend = await openBackend(stops, {
    server,
    appUrl: url,
    procoreUrl: "http://localhost:9",
  });
  const bare = await listen(stops);
  bare.server.on("request", bareRoute(backend.admin));
  const template = JSON.stringify(webhookV3({ ulid: ULID_MARK }));
  const loader = await stops.start(
    async () => startChild("tests/bench/receipt/load-process.ts"),
    (child) => child.stop(),
  );
  const load = {
    authorization: await installedCompany(backend),
    template,
    connections: CONNECTIONS,
  };

  const rates = { receipt: [] as number[], bare: [] as number[] };
  const slowest = { receipt: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    const seconds = round === 0 ? WARM_UP_SECONDS : ROUND_SECONDS;
    const turns = [
      { arm: "receipt" as const, at: server },
      { arm: "bare" as const, at: bare.server },
    ];
    // Whoever comes second meets a table that has grown: they take turns in that too.
    for (const { arm, at } of round % 2 === 0 ? turns : turns.toReversed()) {
      const prefix = `${arm === "bare" ? "B" : "R"}${String(round).padStart(7, "0")}`;
      const { rate, p99Ms } = await measured(backend.admin, loader, {
        ...load,
        port: portOf(at),
        prefix,
        seconds,
      });
      say(
        `round ${round} ${arm.padEnd(7)} ${Math.round(rate)}/s, 99 % within ${rounded(p99Ms, 1)} ms`,
      );
      if (round === 0) continue;
      rates[arm].push(rate);
      slowest[arm].push(p99Ms);
    }
  }
  return {
    ratio: median(rates.receipt) / median(rates.bare),
    aim: 1.4,
    what: "durable receipts per second of POST /webhooks/procore ÷ of a bare Express route with one insert",
    // On a machine that others use too, rounds differ more than routes do: the two arms of one
    // round are neighbours in time.
    ratioWithinRounds: rounded(
      median(rates.receipt.map((rate, round) => rate / (rates.bare[round] ?? Number.NaN))),
    ),
    receiptsPerSecond: rates.receipt.map(Math.round),
    barePerSecond: rates.bare.map(Math.round),
    p99Ms: { receipt: rounded(median(slowest.receipt), 1), bare: rounded(median(slowest.bare), 1) },
    connections: CONNECTIONS,
    rowsVerified: true,
  };
};

/**
 * Connected to an ERP, so that each delivery asks for a job. Resolves with the `Authorization` that
 * its deliveries carry.
 */
async function installedCompany({ db, parts: { seal } }: OpenBackend): Promise<string> {
  const companyId = String(webhookV3().company_id);
  const company = await beginInstallation(
    { db, seal },
    { companyId, name: "Ridgeline Builders", userId: "1" },
    anActor,
  );
  await inCompany(db, companyId, (scope) => saveConnection(scope, { ...aConnection, companyId }));
  return seal.open(company.webhookSecret, "companies.webhook_secret", companyId);
}

async function measured(
  db: Knex,
  loader: Child,
  load: Load,
): Promise<{ rate: number; p99Ms: number }> {
  const answer = messageOf<Loaded>(loader);
  loader.process.send(load);
  const { statuses, seconds, p99Ms } = await answer;
  const { 204: kept = 0, ...others } = statuses;
  const [{ rows } = { rows: "" }] = await db("deliveries")
    .whereLike("delivery_id", `${load.prefix}%`)
    .count<{ rows: string }[]>("* as rows");
  if (Object.keys(others).length > 0 || String(kept) !== rows) {
    throw new Error(`${JSON.stringify(statuses)} answers left ${rows} rows`);
  }
  return { rate: kept / seconds, p99Ms };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
