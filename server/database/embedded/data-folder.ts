import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "../refused.ts";
import { type Account, assertReachable } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { isRunning } from "./lock-file.ts";

export interface DataFolder {
  path: string;
  password: string;
}

const PASSWORD_FILE = "crosstie-password";

interface Place {
  binaries: Binaries;
  account: Account;
  isThrowaway: boolean;
}

export async function prepareDataFolder(dataDir: string, place: Place): Promise<DataFolder> {
  const { binaries, account } = place;
  await mkdir(dataDir, { recursive: true });
  await assertReachable(
    join(dataDir, "postgres"),
    account,
    "Set DATA_DIR to a folder that user postgres can enter, run as another user than root, or set DATABASE_URL.",
  );
  await assertReachable(
    binaries.postgres,
    account,
    "Install Crosstie in a folder that user postgres can enter, run as another user than root, or set DATABASE_URL.",
  );
  // initdb and the server run in another folder, where a relative path means something else.
  const path = resolve(dataDir, `postgres-${binaries.major}`);
  await removeAbandoned(path);
  const found = await versionOf(path);
  if (found === undefined) {
    await refuseOtherVersions(dataDir, binaries.major);
    await initialise(path, place);
  } else if (found !== binaries.major) throw otherVersion(path, found, binaries.major);
  return { path, password: (await readFile(join(path, PASSWORD_FILE), "utf8")).trim() };
}

/** Of whichever version. */
export async function hasData(dataDir: string): Promise<boolean> {
  const folders = await readdir(dataDir).catch(() => []);
  return folders.some((name) => /^postgres-\d+$/.test(name));
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(join(path, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const left = await readdir(path).catch(() => []);
    if (left.length > 0) {
      throw new EmbeddedPostgresError(
        `${path} is not empty and holds no PostgreSQL data. Move it away, then start again.`,
        { cause: error },
      );
    }
    return undefined;
  }
}

async function refuseOtherVersions(dataDir: string, major: string): Promise<void> {
  const others = (await readdir(dataDir)).filter((name) => /^postgres-\d+$/.test(name));
  for (const name of others) {
    const path = join(dataDir, name);
    const found = await versionOf(path);
    if (found) throw otherVersion(path, found, major);
  }
}

function otherVersion(path: string, found: string, major: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `${path} was written by PostgreSQL ${found}, and this version of Crosstie brings PostgreSQL ${major}. Nothing was changed. To keep the data: start the version of Crosstie that wrote it, ` +
      `take a copy with pg_dump, move the folder away, start this version once, and restore the copy with psql. To begin with an empty database: move the folder away.`,
  );
}

/** Made aside and then moved into place: a crash leaves no half-made folder. */
async function initialise(path: string, { binaries, account, isThrowaway }: Place): Promise<void> {
  const password = randomBytes(24).toString("hex");
  const aside = `${path}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const passwordFile = `${aside}.password`;
  try {
    await mkdir(aside, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(aside, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const flags = [
      "--auth=scram-sha-256",
      "--username=postgres",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
    ];
    if (isThrowaway) flags.push("--no-sync");
    await promisify(execFile)(
      binaries.initdb,
      [`--pgdata=${aside}`, `--pwfile=${passwordFile}`, ...flags],
      { ...account, cwd: "/" },
    );
    await writeFile(join(aside, PASSWORD_FILE), password, { mode: 0o600 });
    await moveIntoPlace(aside, path);
  } catch (cause) {
    if (cause instanceof EmbeddedPostgresError) throw cause;
    throw new EmbeddedPostgresError(
      `PostgreSQL could not make its data folder ${path}: ${(cause as Error).message.trim()}`,
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
    await rm(aside, { recursive: true, force: true });
  }
}

async function moveIntoPlace(aside: string, path: string): Promise<void> {
  try {
    await rename(aside, path);
  } catch (error) {
    // Another process was first; its folder is as good.
    if (!["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

async function removeAbandoned(path: string): Promise<void> {
  const folder = join(path, "..");
  for (const name of await readdir(folder)) {
    const pid = /\.new-(\d+)-\w+(\.password)?$/.exec(name)?.[1];
    if (pid && !(await isRunning(pid))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
