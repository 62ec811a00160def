import { hash } from "node:crypto";
import type { World } from "../world/open-world.ts";

/** What comes and goes by itself: who is signed in, what was refused, what the clock is about. */
const COMES_AND_GOES = [
  "audit_heads",
  "audit_log",
  "cursors",
  "lanes",
  "runs",
  "schedules",
  "service_tokens",
  "sessions",
  "sign_in_codes",
  "user_grants",
];

/**
 * All that an attack must leave as it is: rows, jobs, and what was written to Procore and to the
 * books. Of each a word that is another one after any change.
 */
export async function standing(
  { database, netsuite, procore }: Pick<World, "database" | "netsuite" | "procore">,
  but: string[] = [],
): Promise<Record<string, string>> {
  const { admin: db } = database;
  const { rows: tables } = await db.raw<{ rows: { name: string }[] }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    if (COMES_AND_GOES.includes(name) || but.includes(name)) continue;
    const { rows } = await db.raw<{ rows: { all: string }[] }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(one::text, ' ' order by one::text), '')) as all from ?? one`,
      [name],
    );
    found[name] = rows[0]!.all;
  }
  const { rows: jobs } = await db.raw<{ rows: { job: string }[] }>(
    "select name || ' ' || data::text as job from pgboss.job where name <> 'queue-deliveries' order by 1",
  );
  found.jobs = jobs.map(({ job }) => job).join("\n");
  found.procore = procore.tap.heard
    .filter(({ method, path }) => method !== "GET" && path.startsWith("/rest"))
    .map(({ method, path }) => `${method} ${path}`)
    .join("\n");
  found.books = hash("sha256", JSON.stringify(netsuite.system.state()));
  return found;
}
