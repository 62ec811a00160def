import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** What PostgreSQL writes about itself in `postmaster.pid` (its source: pidfile.h). */
export interface LockFile {
  pid: string;
  port: number | undefined;
  isReady: boolean;
}

const PORT_LINE = 3;
const STATUS_LINE = 7;

export async function readLockFile(folder: string): Promise<LockFile | undefined> {
  try {
    const lines = (await readFile(lockFilePath(folder), "utf8"))
      .split("\n")
      .map((line) => line.trim());
    const port = Number(lines[PORT_LINE] ?? "");
    return {
      pid: lines[0] ?? "",
      port: port > 0 ? port : undefined,
      isReady: lines[STATUS_LINE] === "ready",
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export async function removeLockFile(folder: string): Promise<void> {
  await rm(lockFilePath(folder), { force: true });
}

/** A zombie counts as gone: in a container it may never be collected. */
export async function isRunning(pid: string): Promise<boolean> {
  return (await stateOf(pid)) !== undefined;
}

/** After a restart of the machine, another program may have the pid. */
export async function isPostgres(pid: string): Promise<boolean> {
  return (await stateOf(pid))?.includes("postgres") ?? false;
}

const run = promisify(execFile);

async function stateOf(pid: string): Promise<string | undefined> {
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  if (process.platform === "win32") return stateOnWindows(pid);
  try {
    const { stdout } = await run("ps", ["-o", "stat=,comm=", "-p", pid]);
    return stdout.trim() === "" || stdout.trim().startsWith("Z") ? undefined : stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return undefined;
    return stateFromProc(pid);
  }
}

/** For slim container images, which have no `ps`. */
async function stateFromProc(pid: string): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return stat === undefined || /\) Z /.test(stat) ? undefined : stat;
}

async function stateOnWindows(pid: string): Promise<string | undefined> {
  const { stdout } = await run("tasklist", ["/FI", `PID eq ${pid}`, "/NH", "/FO", "CSV"]);
  return stdout.includes(`"${pid}"`) ? stdout : undefined;
}

function lockFilePath(folder: string): string {
  return join(folder, "postmaster.pid");
}
