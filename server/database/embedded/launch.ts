import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { open, readFile, rename, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { EmbeddedPostgresError } from "../refused.ts";
import type { Account } from "./account.ts";
import type { DataFolder } from "./data-folder.ts";
import { readLockFile } from "./lock-file.ts";

export interface Launch {
  postgres: string;
  account: Account;
  folder: DataFolder;
  /** Preferred; 0 means any free port. */
  port: number;
  flags: string[];
}

/** Another process was faster, or the last server is still shutting down. */
const LOOK_AGAIN =
  /lock file "postmaster.pid" (already exists|is empty)|pre-existing shared memory block/;
const PORT_IN_USE = /could not (bind|create any TCP\/IP)/;
const READY_POLL_MS = 20;

/** False: this start lost a race; look for a running server again. */
export async function launch(how: Launch): Promise<boolean> {
  const port = await listenOnce(how.port).catch(() => listenOnce(0));
  const logPath = `${how.folder.path}.log`;
  // Its own file: processes that launch at once must not overwrite each other's log.
  const ownLogPath = `${logPath}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const log = await open(ownLogPath, "w");
  const flags = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    "unix_socket_directories=",
    "-c",
    "log_min_messages=warning",
    ...how.flags,
  ];
  // Detached: Ctrl-C in a terminal must reach us only; we stop the server after our own work.
  const child = spawn(how.postgres, ["-D", how.folder.path, "-p", String(port), ...flags], {
    ...how.account,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  child.unref();
  const ended = once(child, "exit").then(
    () => true,
    (error: unknown) => error,
  );
  const enough = new AbortController();
  const outcome = await Promise.race([
    ended,
    untilReady(how.folder.path, String(child.pid), enough.signal),
  ]);
  enough.abort();
  await log.close();
  const said = (await readFile(ownLogPath, "utf8")).trim();
  if (outcome !== "ready" && (LOOK_AGAIN.test(said) || PORT_IN_USE.test(said))) {
    await rm(ownLogPath);
    return false;
  }
  await rename(ownLogPath, logPath);
  if (outcome === "ready") return true;
  throw new EmbeddedPostgresError(
    `PostgreSQL did not start on ${how.folder.path}: ${said.split("\n").slice(-5).join(" | ") || String(outcome)}. Its log is ${logPath}.`,
  );
}

async function untilReady(
  folder: string,
  pid: string,
  enough: AbortSignal,
): Promise<"ready" | "not ready"> {
  while (!enough.aborted) {
    const lock = await readLockFile(folder);
    if (lock?.pid === pid && lock.isReady) return "ready";
    await wait(READY_POLL_MS);
  }
  return "not ready";
}

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : port;
}
