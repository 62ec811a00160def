import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { pino } from "pino";
import type { Durations } from "../../../server/durations.ts";
import { errors } from "../../../server/http/errors.ts";
import { failures } from "../../../server/http/limits.ts";
import { createJobs, type Jobs } from "../../../server/jobs/jobs.ts";
import { beginCompany } from "../../../server/store/companies.ts";
import { findConnection } from "../../../server/store/connections-in-use.ts";
import { saveConnection } from "../../../server/store/connections.ts";
import { createSeal, type Seal } from "../../../server/store/seal.ts";
import { webhooks, type Outcome } from "../../../server/webhooks/receive.ts";
import { aConnection } from "../../a-connection.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";
import { type MetadataV2, webhookV2 } from "../../fixtures/procore/webhooks/v2.ts";
import { webhookV3 } from "../../fixtures/procore/webhooks/v3.ts";
import { webhookV4 } from "../../fixtures/procore/webhooks/v4.ts";
import { short } from "../../world/durations.ts";

export const COMPANY = "562949953421313";
export const SECRET = "Bearer the-secret-of-this-company";

export interface Rig extends TestDatabase {
  /** Of the company's ERP. */
  connectionId: string;
  jobs: Jobs;
  durations: Durations;
  seal: Seal;
  url: string;
  outcomes: Outcome[];
  /** From now on the receiver's jobs cannot be written, or can again. */
  breakJobs(isBroken: boolean): void;
  forgetLog(): void;
  /** All that was logged, as text. */
  logged(): string;
  deliver(body: unknown, headers?: Record<string, string>): Promise<Response>;
  kept(): Promise<Record<string, unknown>[]>;
  /** Waiting jobs of a queue: their loads. */
  waiting(queue: string): Promise<unknown[]>;
  close(): Promise<void>;
}

/** The receiver over HTTP with a database, a queue, and one company. */
export async function openRig(): Promise<Rig> {
  const database = await testDatabase();
  const { db } = database;
  const seal = createSeal([{ id: "test", key: randomBytes(32) }]);
  await beginCompany(database.admin, {
    companyId: COMPANY,
    name: "Ridgeline",
    webhookSecret: seal.seal(SECRET, "companies.webhook_secret", COMPANY),
    installedBy: "1",
  });
  await saveConnection(database.admin, { ...aConnection, companyId: COMPANY });
  const { connectionId } = (await findConnection(database.admin, COMPANY))!;
  const jobs = createJobs({
    url: database.connectionString,
    session: await database.openSession(),
    log: pino({ level: "silent" }),
  });
  await jobs.start();
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
  const outcomes: Outcome[] = [];
  let isBroken = false;
  const sendMany: Jobs["sendMany"] = (...given) =>
    isBroken ? Promise.reject(new Error("the queue is down")) : jobs.sendMany(...given);
  const app = express().use(
    webhooks({
      db,
      seal,
      jobs: { ...jobs, sendMany },
      log,
      ourApplicationId: "our-client-id",
      strangers: failures(1_000),
      durations: short,
      count: (outcome) => outcomes.push(outcome),
    }),
    errors({ log }),
  );
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/procore`;
  return {
    ...database,
    connectionId,
    jobs,
    durations: short,
    seal,
    url,
    outcomes,
    breakJobs: (broken) => (isBroken = broken),
    forgetLog: () => void lines.splice(0),
    logged: () => lines.join(""),
    deliver: (body, headers = { authorization: SECRET }) =>
      fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    kept: () => database.admin("deliveries").orderBy("happened_at"),
    waiting: async (queue) =>
      (
        await database.admin.raw(
          "select data from pgboss.job where name = ? and state = 'created' order by data::text",
          [queue],
        )
      ).rows.map(({ data }: { data: unknown }) => data),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await jobs.stop();
      await database.drop();
    },
  };
}

/**
 * A subcontract was updated by a person, in small numbers; ids beyond 2^53 are written into the
 * text afterwards.
 */
const UPDATED = {
  timestamp: "2026-03-04T10:11:12.123456Z",
  user_id: 5,
  company_id: 562949953421313,
  project_id: 77,
  resource_name: "Work Order Contracts",
  resource_id: 4242,
};

let sequence = 0;

/** As Procore sends it, save what is given: that may be anything. */
export function v3({
  metadata,
  ...rest
}: Record<string, unknown> & { metadata?: Partial<MetadataV2> } = {}): Record<string, unknown> {
  return { ...webhookV3({ ...UPDATED, ...next(), related_resources: [], metadata }), ...rest };
}

export function v2(given: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...webhookV2({ ...UPDATED, ...next() }), ...given };
}

export function v4(given: Record<string, unknown> = {}): Record<string, unknown> {
  const { timestamp } = UPDATED;
  return {
    ...webhookV4({
      id: next().ulid,
      timestamp,
      company_id: COMPANY,
      project_id: "77",
      user_id: "5",
      resource_type: "Purchase Order Contracts",
      resource_id: "4343",
    }),
    ...given,
  };
}

function next(): { id: number; ulid: string } {
  sequence += 1;
  return { id: 700_000 + sequence, ulid: `01J${String(sequence).padStart(23, "0")}` };
}
