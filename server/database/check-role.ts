import type { Knex } from "knex";
import { DatabaseError } from "./refused.ts";
import { ACROSS_ROLE, APP_ROLE, SCHEMAS } from "./roles.ts";

interface Login {
  name: string;
  is_above_policies: boolean;
  owns_tables: boolean;
  creates_in: string | null;
  is_member: boolean;
}

/** Throws a DatabaseError unless the login has the app's roles and is bound by the row policies. */
export async function assertModestLogin(db: Knex): Promise<void> {
  const login = await readLogin(db);
  const name = `"${login.name}"`;
  const excess = login.is_above_policies
    ? "is a superuser or bypasses row-level security, or may take a role that does"
    : login.owns_tables
      ? "owns Crosstie's tables, or may take the role that does"
      : undefined;
  if (excess) {
    throw new DatabaseError(
      `DATABASE_URL signs in as ${name}, who ${excess}; the app may not. Make it a login of its own (create role crosstie_web login password '…'), put that one into DATABASE_URL and the owner's into DATABASE_MIGRATION_URL, and run npm run migrate.`,
    );
  }
  if (login.creates_in) {
    throw new DatabaseError(
      `DATABASE_URL signs in as ${name}, who may create in ${login.creates_in}; the app may not. Run as its owner: revoke create on ${login.creates_in} from public, ${name};`,
    );
  }
  if (!login.is_member) {
    throw new DatabaseError(
      `DATABASE_URL signs in as ${name}, who is not yet a member of ${APP_ROLE} and ${ACROSS_ROLE} as it must be. Run npm run migrate, with DATABASE_URL and DATABASE_MIGRATION_URL set.`,
    );
  }
}

async function readLogin(db: Knex): Promise<Login> {
  const { rows } = await db.raw<{ rows: Login[] }>(
    `with ours as (select oid, nspname from pg_namespace where nspname = any(:schemas))
     select current_user as name,
       exists (select from pg_roles where (rolsuper or rolbypassrls) and pg_has_role(oid, 'member')) as is_above_policies,
       exists (
         select from pg_class
         where relkind in ('r', 'p') and relnamespace in (select oid from ours) and pg_has_role(relowner, 'member')
       ) as owns_tables,
       case
         when has_database_privilege(current_database(), 'create') then format('database %I', current_database())
         else (select format('schema %I', nspname) from ours where has_schema_privilege(oid, 'create') limit 1)
       end as creates_in,
       coalesce(pg_has_role(to_regrole(:app)::oid, 'usage') and pg_has_role(to_regrole(:across)::oid, 'set')
         and not pg_has_role(to_regrole(:across)::oid, 'usage'), false) as is_member`,
    { app: APP_ROLE, across: ACROSS_ROLE, schemas: SCHEMAS },
  );
  return rows[0]!;
}
