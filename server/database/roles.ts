import type { Knex } from "knex";
import pg from "pg";
import { DatabaseError } from "./refused.ts";

/** Reads and writes the tables, under their policies. The app's login inherits it. */
export const APP_ROLE = "crosstie_app";
/** Reads a few columns of all companies; the app's login takes it for one transaction at a time. */
export const ACROSS_ROLE = "crosstie_across";
export const SCHEMAS = ["public", "pgboss"];

/** The oldest version in which a login can be a member of a role without inheriting it. */
const OLDEST = 16;

/** Roles belong to the whole server. Makes only missing ones: others need no `createrole`. */
export async function makeRoles(owner: Knex, login: string): Promise<void> {
  await owner.transaction(async (trx) => {
    await assertVersion(trx);
    await makeMissing(trx, login).catch((cause: Error & { code?: string }) => {
      throw cause.code === "42501" ? new DatabaseError(byHand(cause, login), { cause }) : cause;
    });
    await trx.raw(
      "do $$ begin if to_regnamespace('pgboss') is null then create schema pgboss; end if; end $$",
    );
    for (const schema of SCHEMAS) {
      await trx.raw(`grant usage on schema ${schema} to ${APP_ROLE}, ${ACROSS_ROLE}`);
      await trx.raw(
        `alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${APP_ROLE}`,
      );
    }
  });
}

async function assertVersion(trx: Knex.Transaction): Promise<void> {
  const { rows } = await trx.raw<{ rows: { major: number }[] }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  const major = rows[0]?.major ?? 0;
  if (major >= OLDEST) return;
  throw new DatabaseError(
    `Crosstie needs PostgreSQL ${OLDEST} or newer; the server of DATABASE_MIGRATION_URL is ${major}.`,
  );
}

/** Roles are server-wide: a process on another database, outside our lock, may make them too. */
async function makeMissing(trx: Knex.Transaction, login: string): Promise<void> {
  for (const role of [APP_ROLE, ACROSS_ROLE]) {
    await trx.raw(`
      do $$ begin
        if to_regrole('${role}') is null then create role ${role} nologin; end if;
      exception when duplicate_object or unique_violation then null;
      end $$`);
  }
  for (const { role, inherits } of memberships()) {
    const { rows } = await trx.raw<{ rows: unknown[] }>(
      `select from pg_auth_members
       where roleid = ?::regrole and member = (select oid from pg_roles where rolname = ?)
         and inherit_option = ? and set_option`,
      [role, login, inherits],
    );
    if (rows.length === 0) await trx.raw(grant(role, inherits, login));
  }
}

const memberships = () => [
  { role: APP_ROLE, inherits: true },
  { role: ACROSS_ROLE, inherits: false },
];

function grant(role: string, inherits: boolean, login: string): string {
  return `grant ${role} to ${pg.escapeIdentifier(login)} with inherit ${inherits}, set true`;
}

function byHand(cause: Error, login: string): string {
  const statements = [
    ...memberships().map(({ role }) => `create role ${role} nologin;`),
    ...memberships().map(({ role, inherits }) => `${grant(role, inherits, login)};`),
  ];
  return `The login of DATABASE_MIGRATION_URL may not make the roles that Crosstie needs (${cause.message}). Give it createrole, or run as a superuser, where missing: ${statements.join(" ")} Then run npm run migrate again.`;
}
