import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { buildClient } from "../client/build-client.ts";
import { freePorts, isListening, npmRun } from "./npm-run.ts";

interface Facts {
  procore: string;
  app: string;
  netsuite: string;
  databaseUrl: string;
}

const PARTS = ["procore", "app", "netsuite", "databaseUrl"] as const;

function startDemo(port: number) {
  const folder = join(import.meta.dirname, `../../.data/demo-${port}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const run = npmRun("demo", { args: ["--json"], env: { DEMO_PORT: String(port) } });
  return { ...run, facts: run.firstLine.then((line) => JSON.parse(line) as Facts), databaseRuns: () => existsSync(join(folder, "postgres-18/postmaster.pid")) };
}

async function whatListens(facts: Facts): Promise<string[]> {
  const found = await Promise.all(PARTS.map(async (part) => ((await isListening(facts[part])) ? part : [])));
  return found.flat();
}

it.skipIf(process.platform === "win32")("runs beside another demo, and each ends on the signal that npm is sent", { timeout: 180_000 }, async () => {
  await buildClient();
  const port = await freePorts(6);
  const first = startDemo(port);
  const one = await first.facts;
  const second = startDemo(port + 3);
  const other = await second.facts;

  expect(await whatListens(one)).toEqual(PARTS);
  const interrupted = await second.end("SIGINT");
  expect(interrupted.code).toBe(0);
  expect(interrupted.tookMs).toBeLessThan(10_000);
  expect(await whatListens(other)).toEqual([]);
  expect(second.databaseRuns()).toBe(false);

  expect(await fetch(`${one.app}/readyz`)).toMatchObject({ status: 200 });
  const terminated = await first.end("SIGTERM");
  expect(terminated.code).toBe(0);
  expect(terminated.tookMs).toBeLessThan(10_000);
  expect(await whatListens(one)).toEqual([]);
  expect(first.databaseRuns()).toBe(false);
});

it.skipIf(process.platform === "win32")("leaves nothing behind when it is interrupted while PostgreSQL starts", { timeout: 60_000 }, async () => {
  await buildClient();
  const demo = startDemo(await freePorts(3));
  void demo.facts.catch(() => undefined);
  await expect.poll(demo.databaseRuns, { timeout: 30_000, interval: 5 }).toBe(true);

  const { tookMs } = await demo.end("SIGINT");

  expect(tookMs).toBeLessThan(10_000);
  expect(demo.databaseRuns()).toBe(false);
});
