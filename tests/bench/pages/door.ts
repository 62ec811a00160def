import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Knex } from "knex";
import { Client } from "pg";
import { activities } from "../../../server/api/activities.ts";
import type { ApiParts } from "../../../server/api/parts.ts";
import type { Stops } from "../stops.ts";

/** Asks for a page; resolves once the whole answer is here. */
export type Ask = () => Promise<void>;

const permissions = { company: new Map([["erp integrations", "admin"]]), project: new Map() };

/** The door of the API as it is, for somebody of whom Procore has said that they may see all. */
export async function openDoor(stops: Stops, db: Knex): Promise<string> {
  const parts = {
    db,
    procoreWeb: "https://app.procore.com",
    userOf: () => ({ userId: "1" }),
    seeActivities: async () => ({ permissions, within: undefined, projects: new Map() }),
  } as unknown as ApiParts;
  const app = express().set("query parser", "simple");
  app.use("/companies/:companyId/activities", activities(parts));
  const server = await stops.start(
    async () => {
      const listening = app.listen(0, "127.0.0.1");
      await once(listening, "listening");
      return listening;
    },
    (listening) => {
      listening.closeAllConnections();
      return new Promise<void>((resolve) => listening.close(() => resolve()));
    },
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function through(url: string): Ask {
  return async () => {
    const response = await fetch(url);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text}`);
  };
}

/** The statements of one such request, sent again by themselves. */
export async function withoutDoor(
  stops: Stops,
  { db, connectionString, ask }: { db: Knex; connectionString: string; ask: Ask },
): Promise<Ask> {
  const statements: { sql: string; bindings: unknown[] }[] = [];
  const note = ({ sql, bindings = [] }: { sql: string; bindings?: unknown[] }) =>
    void statements.push({ sql, bindings });
  db.on("query", note);
  await ask();
  db.off("query", note);
  const client = await stops.start(
    async () => {
      const bare = new Client({ connectionString });
      await bare.connect();
      return bare;
    },
    (bare) => bare.end(),
  );
  return async () => {
    for (const { sql, bindings } of statements) {
      await (bindings.length > 0 ? client.query(sql, bindings) : client.query(sql));
    }
  };
}
