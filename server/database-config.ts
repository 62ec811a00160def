import pg from "pg";
import { z } from "zod";
import { LOOPBACK, parse, refuse } from "./read-env.ts";

export interface DatabaseConfig {
  /** Signs in as the app's login. Undefined: the embedded PostgreSQL under `dataDir`. */
  databaseUrl: string | undefined;
  /** The same without a pooler, or with one in session mode. Undefined: `databaseUrl`. */
  databaseDirectUrl: string | undefined;
  /** Signs in as the owner of the tables. Undefined: the process leaves the schema as it is. */
  databaseMigrationUrl: string | undefined;
  dataDir: string;
}

const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, "must start with postgresql://")
  .optional();

const DATABASE_URLS = ["DATABASE_URL", "DATABASE_DIRECT_URL", "DATABASE_MIGRATION_URL"] as const;

export const DatabaseEnv = z.object({
  DATABASE_URL: databaseUrl,
  DATABASE_DIRECT_URL: databaseUrl,
  DATABASE_MIGRATION_URL: databaseUrl,
  DATABASE_TLS: z
    .enum(["verified", "unverified"], "must be verified or unverified")
    .default("verified"),
  DATA_DIR: z.string().default(".data"),
  NODE_TLS_REJECT_UNAUTHORIZED: z
    .string()
    .refine(
      (text) => text !== "0",
      "must not be 0: anybody on the way could pass as the database, Procore or the ERP. Unset it; NODE_EXTRA_CA_CERTS names an authority of your own",
    )
    .optional(),
});

export function readDatabaseConfig(env: NodeJS.ProcessEnv): DatabaseConfig {
  return databaseConfig(parse(DatabaseEnv, env));
}

/** On this machine, or behind TLS that checks certificate and host, as the driver reads the address. */
function isTrusted(url: string): boolean {
  const { host, ssl } = new pg.Client({ connectionString: url });
  if (host.startsWith("/") || LOOPBACK.includes(host) || host === "::1") return true;
  const checks: pg.ConnectionConfig["ssl"] & object = typeof ssl === "object" ? ssl : {};
  const { rejectUnauthorized = true, checkServerIdentity } = checks;
  return Boolean(ssl) && rejectUnauthorized && !checkServerIdentity;
}

function whyNotTrusted(name: string, url: string | undefined): string[] {
  try {
    if (url === undefined || isTrusted(url)) return [];
  } catch (error) {
    return [`${name} cannot be used: ${(error as Error).message}`];
  }
  return [
    `${name} leads to another machine without verified TLS: add sslmode=verify-full to it (and sslrootcert=<file> for an authority of your own), or set DATABASE_TLS=unverified where nobody else is on the way`,
  ];
}

export function databaseConfig(set: z.output<typeof DatabaseEnv>): DatabaseConfig {
  const beside = (["DATABASE_DIRECT_URL", "DATABASE_MIGRATION_URL"] as const).find((it) => set[it]);
  if (beside && !set.DATABASE_URL) refuse([`DATABASE_URL is missing beside ${beside}`]);
  if (set.DATABASE_TLS === "verified") {
    const wrong = DATABASE_URLS.flatMap((name) => whyNotTrusted(name, set[name]));
    if (wrong.length > 0) refuse(wrong);
  }
  return {
    databaseUrl: set.DATABASE_URL,
    databaseDirectUrl: set.DATABASE_DIRECT_URL,
    databaseMigrationUrl: set.DATABASE_MIGRATION_URL,
    dataDir: set.DATA_DIR,
  };
}
