import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { pino } from "pino";
import { errors } from "../../../server/http/errors.ts";
import { createJobs, type Jobs } from "../../../server/jobs/jobs.ts";
import { beginCompany } from "../../../server/store/companies.ts";
import { createSeal, type Seal } from "../../../server/store/seal.ts";
import { webhooks, type Outcome } from "../../../server/webhooks/receive.ts";
import { type TestDatabase, testDatabase } from "../../database.ts";

export const COMPANY = "562949953421313";
export const SECRET = "Bearer the-secret-of-this-company";

export interface Rig extends TestDatabase {
  jobs: Jobs;
  seal: Seal;
  url: string;
  outcomes: Outcome[];
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
  await beginCompany(db, { companyId: COMPANY, name: "Ridgeline", webhookSecret: seal.seal(SECRET), installedBy: "1" });
  const jobs = createJobs({ connectionString: database.connectionString, log: pino({ level: "silent" }) });
  await jobs.start();
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
  const outcomes: Outcome[] = [];
  const app = express().use(webhooks({ db, seal, jobs, log, count: (outcome) => outcomes.push(outcome) }), errors({ log }));
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/procore`;
  return {
    ...database, jobs, seal, url, outcomes,
    logged: () => lines.join(""),
    deliver: (body, headers = { authorization: SECRET }) =>
      fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: typeof body === "string" ? body : JSON.stringify(body) }),
    kept: () => db("deliveries").orderBy("happened_at"),
    waiting: async (queue) => (await db.raw("select data from pgboss.job where name = ? and state = 'created' order by data::text", [queue])).rows.map(({ data }: { data: unknown }) => data),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await jobs.stop();
      await database.drop();
    },
  };
}

let sequence = 0;

/** As Procore sends it; ids beyond 2^53 are written into the text afterwards. */
export function v3(given: Record<string, unknown> = {}): Record<string, unknown> {
  sequence += 1;
  return {
    id: 700_000 + sequence,
    ulid: `01J${String(sequence).padStart(21, "0")}`,
    timestamp: "2026-03-04T10:11:12.123456Z",
    metadata: { source_user_id: 5, source_project_id: 77, source_operation_id: null, source_company_id: 562949953421313, source_application_id: null },
    user_id: 5,
    company_id: 562949953421313,
    project_id: 77,
    api_version: "v3.0",
    event_type: "update",
    resource_name: "Work Order Contracts",
    resource_id: 4242,
    related_resources: [],
    ...given,
  };
}

export function v2(given: Record<string, unknown> = {}): Record<string, unknown> {
  const { related_resources: _none, ...payload } = v3(given);
  return { ...payload, api_version: "v2.0" };
}

export function v4(given: Record<string, unknown> = {}): Record<string, unknown> {
  sequence += 1;
  return {
    id: `01K${String(sequence).padStart(23, "0")}`,
    timestamp: "2026-03-04T10:11:12.123456Z",
    reason: "update",
    company_id: COMPANY,
    project_id: "77",
    user_id: "5",
    resource_type: "Purchase Order Contracts",
    resource_id: "4343",
    ...given,
  };
}
