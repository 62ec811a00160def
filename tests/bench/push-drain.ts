import { inCompany } from "../../server/database/scope.ts";
import { setTimeout as wait } from "node:timers/promises";
import { createActions } from "../../server/actions.ts";
import { saveSettings } from "../../server/store/connections.ts";
import { type Bench, rounded, say } from "./bench.ts";
import { bareCallMs } from "./drain/bare-client.ts";
import { outcomeOf } from "./drain/outcome.ts";
import { Sandbox } from "./drain/sandbox.ts";
import {
  approveCommitments,
  countCommitments,
  lastPushedAt,
  pushByHand,
  setUpCompany,
  untilCounted,
  untilQuiet,
} from "./drain/set-up.ts";
import { startWorker } from "./drain/worker-process.ts";
import { APP, listen, type OpenHouse, openHouse } from "./open-house.ts";

const COMMITMENTS = 1_000;
const LATENCY_MS = 50;
const CONCURRENCY = 5;
const SETTLE_MS = 2_000;

/**
 * The web process is this one; worker, Procore and NetSuite are processes of their own. Commitments
 * come in as they do in life, by webhook, and
 * wait because automatic sync is off. The clock runs from switching it on, as the API does, until
 * the last one is synced.
 */
export const pushDrain: Bench = async (stops) => {
  const { server, url: appUrl } = await listen(stops);
  const procore = await Sandbox.start(stops, {
    system: "procore",
    options: {
      appClientId: APP.clientId,
      appClientSecret: APP.clientSecret,
      redirectUris: [`${appUrl}/auth/procore/callback`],
      appOrigin: appUrl,
    },
  });
  const netsuite = await Sandbox.start(stops, {
    system: "netsuite",
    options: { latencyMs: LATENCY_MS, concurrency: CONCURRENCY },
  });
  const house = await openHouse(stops, { server, appUrl, procoreUrl: procore.url });
  await startWorker(stops, house.env);

  say("setting up");
  const company = await setUpCompany(house, procore, netsuite);
  await pushByHand(
    house,
    company,
    await approveCommitments(procore, company, company.vendorIds.length),
  );
  const procoreIds = await approveCommitments(procore, company, COMMITMENTS);
  await untilCounted("pending", () => countCommitments(house, procoreIds, "pending"), COMMITMENTS);
  await untilQuiet(house);
  await wait(SETTLE_MS);
  await netsuite.forgetCalls();

  say("draining");
  const begun = Date.now();
  await switchOn(house, company.connection);
  await untilCounted("success", () => countCommitments(house, procoreIds, "success"), COMMITMENTS);
  const seconds = ((await lastPushedAt(house)).getTime() - begun) / 1000;

  const { calls, ...outcome } = await outcomeOf(netsuite, procoreIds);
  const bareMs = await bareCallMs(netsuite, CONCURRENCY);
  const idealSeconds = (calls * LATENCY_MS) / CONCURRENCY / 1000;
  return {
    ratio: idealSeconds / seconds,
    aim: 0.9,
    what: `ideal time of NetSuite's calls (${LATENCY_MS} ms each, ${CONCURRENCY} at once) ÷ time from automatic sync on until ${COMMITMENTS} are synced`,
    seconds: rounded(seconds, 2),
    idealSeconds: rounded(idealSeconds, 2),
    pushesPerSecond: rounded(COMMITMENTS / seconds, 1),
    callsPerPush: calls / COMMITMENTS,
    ...outcome,
    eachOnce: true,
    // The most that any client reaches here: HTTP, timers and whoever else uses the machine take
    // their share of every call.
    bareClientRatio: rounded(LATENCY_MS / bareMs),
  };
};

/** As `PUT …/settings` does. */
async function switchOn(
  { db, parts }: OpenHouse,
  connection: Parameters<typeof saveSettings>[1],
): Promise<void> {
  const settings = { ...connection.settings, automaticSync: true };
  const { resume } = createActions(parts);
  await inCompany(db, connection.companyId, (scope) => saveSettings(scope, connection, settings));
  await resume({ ...connection, settings });
}
