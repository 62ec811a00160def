import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "../refused.ts";

/** The user that PostgreSQL runs as; empty: our own user. */
export interface Account {
  uid?: number;
  gid?: number;
}

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: then user postgres runs it, created if missing. */
export async function findAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      run("id", ["-u", "postgres"]),
      run("id", ["-g", "postgres"]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function create(): Promise<Account> {
  try {
    await run("groupadd", ["--system", "postgres"]).catch(() => undefined);
    await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "postgres"]);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "PostgreSQL does not run as root, and user postgres could not be created. Run as another user, or set DATABASE_URL.",
      { cause },
    );
  }
  const account = await lookUp();
  if (!account) {
    throw new EmbeddedPostgresError(
      "PostgreSQL does not run as root, and there is no user postgres. Run as another user, or set DATABASE_URL.",
    );
  }
  return account;
}

/** Throws when the account cannot enter a folder of the path; `remedy` ends the message. */
export async function assertReachable(
  path: string,
  account: Account,
  remedy: string,
): Promise<void> {
  if (account.uid === undefined) return;
  for (const folder of ancestors(resolve(path))) {
    const { mode, uid, gid } = await stat(folder);
    const mayEnter =
      uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
    if (mayEnter) continue;
    throw new EmbeddedPostgresError(
      `PostgreSQL runs as user postgres here, who may not enter ${folder} (mode ${(mode & 0o777).toString(8)}), and so cannot reach ${path}. ${remedy}`,
    );
  }
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}
