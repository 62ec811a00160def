import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { findAccount } from "../server/database/embedded/account.ts";
import { freePorts, isListening } from "./scripts/npm-run.ts";

export interface Pooler {
  /** The same database and login, by way of the pooler. */
  url: string;
  close(): Promise<void>;
}

/** Debian keeps it where only root looks. */
const FOLDERS = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin"];

/** Undefined where there is none, which is said; in CI, which installs it, an error. */
export function findPgbouncer(): string | undefined {
  const found = FOLDERS.map((folder) => join(folder, "pgbouncer")).find(isExecutable);
  if (found) return found;
  const missing = "There is no pgbouncer (Debian: apt-get install pgbouncer)";
  if (process.env.CI) throw new Error(`${missing}, and CI may not go without.`);
  console.warn(`${missing}: what it would show is skipped.`);
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A PgBouncer before a database as operators run it: in transaction mode, else as it comes. */
export async function openPooler(pgbouncer: string, target: string): Promise<Pooler> {
  const { hostname, port, username, password } = new URL(target);
  const folder = await mkdtemp(join(tmpdir(), "crosstie-pooler-"));
  const listenPort = await freePorts(1);
  await chmod(folder, 0o755);
  await writeFile(join(folder, "users.txt"), `"${username}" "${password}"\n`);
  await writeFile(
    join(folder, "pgbouncer.ini"),
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${folder}/users.txt
pool_mode = transaction
`,
  );
  const child = spawn(pgbouncer, [join(folder, "pgbouncer.ini")], {
    ...(await findAccount()),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = text(child.stderr);
  const ended = once(child, "exit");
  const url = Object.assign(new URL(target), { port: listenPort }).href;
  while (!(await isListening(url))) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended: ${await said}`);
    await wait(20);
  }
  return {
    url,
    async close() {
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
