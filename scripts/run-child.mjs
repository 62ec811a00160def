import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const PARENT = process.ppid;
const IS_WINDOWS = process.platform === "win32";
const PARENT_POLL_MS = 200;

/** The terminal and npm both pass on one Ctrl-C: the second within this time is the same. */
const SAME_SIGNAL_MS = 500;

/** What still runs this long after the signal is killed: all of it is to be gone within 10 s. */
const PATIENCE_MS = 8_000;

let heardAt = 0;
let lastHeardAt = 0;
let child;
/** How the child that runs now is told of a signal. */
let tell;

export function isInterrupted() {
  return heardAt > 0;
}

/**
 * Passes on each signal once: the child has its own process group, and a second signal means "at
 * once". With `tellsAll` the whole group hears it. After a signal, `run` waits for the whole group.
 */
export function run(file, args, { stdio, tellsAll = false }) {
  return new Promise((resolve) => {
    const started = spawn(file, args, {
      cwd: ROOT,
      stdio,
      detached: !IS_WINDOWS,
      shell: IS_WINDOWS && file === "npm",
    });
    child = started;
    tell = (signal) => (tellsAll ? signalGroup(started, signal) : started.kill(signal));
    started.on("error", (error) => {
      console.error(`Cannot run ${file}: ${error.message}`);
      resolve(1);
    });
    started.on("exit", async (code, signal) => {
      if (isInterrupted()) await endGroup(started);
      resolve(code === null ? 128 + constants.signals[signal] : code);
    });
  });
}

/** Ends what the child started and did not take along: a build, a test run, an install script. */
async function endGroup(leader) {
  if (IS_WINDOWS) return;
  signalGroup(leader, "SIGTERM");
  while (signalGroup(leader, 0) && Date.now() < heardAt + PATIENCE_MS) {
    await new Promise((next) => setTimeout(next, 50));
  }
  signalGroup(leader, "SIGKILL");
}

/** False when the group has nobody left. On Windows what a Node process started ends with it. */
function signalGroup(leader, signal) {
  try {
    return IS_WINDOWS ? leader.kill(signal) : process.kill(-leader.pid, signal);
  } catch {
    return false;
  }
}

function pass(signal) {
  const now = Date.now();
  if (now - lastHeardAt < SAME_SIGNAL_MS) return;
  lastHeardAt = now;
  if (!child) process.exit(1);
  if (!isInterrupted()) {
    heardAt = now;
    setTimeout(() => signalGroup(child, "SIGKILL"), PATIENCE_MS).unref();
  }
  // On Windows the console tells the child itself, and kill would end it without a word.
  if (!IS_WINDOWS) tell(signal);
}

/** An npm that is killed passes nothing on. On Windows a process keeps the id of a dead parent. */
function isParentGone() {
  if (process.ppid !== PARENT) return true;
  try {
    process.kill(PARENT, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function endWithParent() {
  const timer = setInterval(() => {
    if (!isParentGone()) return;
    clearInterval(timer);
    if (IS_WINDOWS && child) child.kill();
    else pass("SIGTERM");
  }, PARENT_POLL_MS);
  timer.unref();
}

process.on("SIGINT", () => pass("SIGINT"));
process.on("SIGTERM", () => pass("SIGTERM"));
process.on("SIGHUP", () => pass("SIGTERM"));
if (process.env.npm_lifecycle_event) endWithParent();
