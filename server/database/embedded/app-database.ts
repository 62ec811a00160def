import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import type { DataFolder } from "./data-folder.ts";
import type { Tenancy } from "./tenancy.ts";

const LOCK = "71460220";
const PASSWORD_FILE = "crosstie-app-password";

/** Older versions made the login the owner, with the superuser's password: this corrects both. */
export async function prepareAppDatabase(
  folder: DataFolder,
  { client: admin, port }: Tenancy,
): Promise<string> {
  await admin.query(`select pg_advisory_lock(${LOCK})`);
  try {
    const password = await appPassword(folder.path);
    const found = await look(admin);
    if (!found.has_role) await admin.query("create role crosstie login");
    await admin.query(`alter role crosstie password '${password}'`);
    if (!found.has_database) await admin.query("create database crosstie");
    if (found.is_owner) await takeOver({ port, password: folder.password });
    return password;
  } finally {
    await admin.query(`select pg_advisory_unlock(${LOCK})`);
  }
}

interface Found {
  has_role: boolean;
  has_database: boolean;
  is_owner: boolean;
}

async function look(admin: Client): Promise<Found> {
  const { rows } = await admin.query<Found>(
    `select to_regrole('crosstie') is not null as has_role,
       exists (select from pg_database where datname = 'crosstie') as has_database,
       exists (select from pg_database where datname = 'crosstie' and datdba = to_regrole('crosstie')) as is_owner`,
  );
  return rows[0]!;
}

/** One statement: all or nothing. It covers the database and the objects in it. */
async function takeOver({ port, password }: { port: number; password: string }): Promise<void> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password,
    database: "crosstie",
  });
  await client.connect();
  try {
    await client.query("reassign owned by crosstie to postgres");
  } finally {
    await client.end();
  }
}

/** Called under the lock. A file cut short by a crash is still a usable password. */
async function appPassword(folder: string): Promise<string> {
  const file = join(folder, PASSWORD_FILE);
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  if (kept !== "") return kept;
  const made = randomBytes(24).toString("hex");
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
