import { readDatabaseConfig } from "../server/database-config.ts";
import { assertUpToDate } from "../server/database/migrate.ts";
import { assertThere, connect, openDatabase } from "../server/database/open-database.ts";
import { acrossCompanies } from "../server/database/scope.ts";
import { AppError } from "../server/errors.ts";
import { ConfigError } from "../server/read-env.ts";
import { type AuditChain, auditChains, installedCompanies } from "../server/store/audit-chains.ts";

/** Holds the audit log of each company, or of one, against its chain. */
async function verify(companyId: string | undefined): Promise<AuditChain[]> {
  const config = readDatabaseConfig(process.env);
  await assertThere(config);
  const { db, migrationUrl, stop } = await openDatabase(config);
  try {
    if (!migrationUrl) {
      throw new ConfigError(
        "DATABASE_MIGRATION_URL is missing: the ends of the chains are for the owner of the tables alone.",
      );
    }
    await assertUpToDate(db);
    const installed = await acrossCompanies(db, installedCompanies);
    const owner = connect(migrationUrl, { max: 1 });
    return await auditChains(owner, { companyId, installed }).finally(() => owner.destroy());
  } finally {
    await stop();
  }
}

async function run([command, companyId, ...more]: string[]): Promise<void> {
  if (command !== "verify" || more.length > 0) {
    throw new ConfigError("npm run audit -- verify [id of a company in Procore]");
  }
  const chains = await verify(companyId);
  for (const { companyId: id, entries, head, broken } of chains) {
    console.log(`company ${id} | ${entries} entries | head ${head} | ${broken?.says ?? "whole"}`);
  }
  if (companyId && chains.length === 0) {
    throw new ConfigError(`Company ${companyId} has no audit log.`);
  }
  if (chains.length === 0) console.log("no company has an audit log");
  const broken = chains.filter((chain) => chain.broken);
  for (const chain of broken) {
    console.error(`The audit log of company ${chain.companyId} is broken: ${chain.broken?.says}.`);
  }
  if (broken.length > 0) process.exitCode = 1;
}

await run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
});
