import { createHash } from "node:crypto";
import type { Client } from "pg";
import { pino } from "pino";
import { bringUpToDate } from "../server/bring-up-to-date.ts";
import { connect } from "../server/database/open-database.ts";
import { openSession } from "../server/database/session.ts";
import { createJobs } from "../server/jobs/jobs.ts";
import { short } from "./world/durations.ts";

export interface Logins {
  /** The superuser. */
  adminUrl: string;
  /** May create roles and owns the databases, as an operator's would. */
  ownerUrl: string;
  appUrl: string;
}

/** The password follows the server, so that runs which go on at the same time agree on it. */
export async function makeLogins(admin: Client, adminUrl: string): Promise<Logins> {
  const password = createHash("sha256").update(adminUrl).digest("hex");
  const login = async (name: string, rights: string) => {
    const { rows } = await admin.query("select from pg_roles where rolname = $1", [name]);
    if (rows.length === 0) await admin.query(`create role ${name}`);
    await admin.query(`alter role ${name} login ${rights} password '${password}'`);
    return Object.assign(new URL(adminUrl), { username: name, password }).href;
  };
  return {
    adminUrl,
    ownerUrl: await login("crosstie_test_owner", "createrole"),
    appUrl: await login("crosstie_test_app", ""),
  };
}

/** Made under another name, so that one whose migration failed is never taken for whole. */
export async function createTemplate(
  admin: Client,
  name: string,
  { ownerUrl, appUrl }: Logins,
): Promise<void> {
  const making = name.replace("template_", "making_");
  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${making}` }).href;
  await admin.query(`drop database if exists ${making} with (force)`);
  await admin.query(`create database ${making} owner "${new URL(ownerUrl).username}"`);
  const log = pino({ level: "silent" });
  const db = connect(inside(appUrl));
  const session = await openSession({ directUrl: inside(appUrl), log });
  const jobs = createJobs({ url: inside(appUrl), session, log, durations: short });
  try {
    await bringUpToDate({ migrationUrl: inside(ownerUrl), db, log });
    await jobs.start();
  } finally {
    await jobs.stop();
    await session.stop();
    await db.destroy();
  }
  await admin.query(`alter database ${making} rename to ${name}`);
}
