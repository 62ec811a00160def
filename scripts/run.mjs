// Runs on whatever Node npm itself runs on (14 and later): nothing newer may be used here.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PARENT = process.ppid;
const IS_WINDOWS = process.platform === "win32";
const STAMP = join(ROOT, "node_modules", ".crosstie-lock");
const NODE = join(ROOT, "node_modules", "node", "bin", IS_WINDOWS ? "node.exe" : "node");

/**
 * What is still there this long after the signal is killed: all of it is to be gone within 10 s.
 */
const PATIENCE_MS = 8_000;

let heardAt = 0;
let lastHeardAt = 0;
/** What the child that runs now does on a signal, and when it does not heed it. */
let hear = () => process.exit(1);
let force = hear;

const SCRIPTS = {
  demo: ["scripts/demo.ts"],
  test: ["scripts/test.ts"],
  check: ["scripts/check.ts"],
  start: ["server/main.ts"],
  dev: ["scripts/demo.ts", "--watch"],
  bench: ["tests/bench/run.ts"],
  build: ["scripts/build.ts"],
  typecheck: ["scripts/typecheck.ts"],
  migrate: ["scripts/migrate.ts"],
};

async function main([command, ...args]) {
  const script = SCRIPTS[command];
  if (!script) {
    console.error(`npm run ${Object.keys(SCRIPTS).join(" | ")}`);
    process.exit(2);
  }
  await install();
  process.exit(await run(NODE, [...script, ...args], "inherit"));
}

async function install() {
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (existsSync(NODE) && (isStamped(lock) || isInstalled())) {
    if (!isStamped(lock)) writeFileSync(STAMP, lock);
    return;
  }
  console.error("Installing packages (npm ci); this takes a minute the first time.");
  // stdout belongs to the command that comes after.
  const code = await npm(
    ["ci", "--no-audit", "--no-fund", "--foreground-scripts"],
    ["ignore", 2, 2],
  );
  if (heardAt > 0) process.exit(code || 130);
  if (code !== 0 || !existsSync(NODE)) {
    console.error(
      code !== 0
        ? "npm ci failed; what it said is above."
        : "npm ci left out the project's own Node: allow install scripts and run it again.",
    );
    process.exit(1);
  }
  writeFileSync(STAMP, lock);
}

function npm(args, stdio) {
  const { npm_execpath: path } = process.env;
  return path && path.endsWith(".js")
    ? run(process.execPath, [path, ...args], stdio)
    : run("npm", args, stdio);
}

function isStamped(lock) {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock;
}

/** npm notes what it put into node_modules; someone may have run it by hand. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")).packages;
    const found = JSON.parse(
      readFileSync(join(ROOT, "node_modules", ".package-lock.json"), "utf8"),
    ).packages;
    return Object.keys(wanted).every(
      (path) =>
        path === "" ||
        (found[path]
          ? found[path].version === wanted[path].version
          : wanted[path].optional === true),
    );
  } catch {
    return false;
  }
}

/**
 * The child is a process group of its own: one Ctrl-C reaches us from the terminal and from npm as
 * well, and it must hear it once, since a second
 * signal means "at once". Resolves with its exit code; after a signal, once nothing of the group is
 * left.
 */
function run(file, args, stdio) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      stdio,
      detached: !IS_WINDOWS,
      shell: IS_WINDOWS && file === "npm",
    });
    hear = (signal) => child.kill(signal);
    force = () => signalGroup(child, "SIGKILL");
    child.on("error", (error) => {
      console.error(`Cannot run ${file}: ${error.message}`);
      resolve(1);
    });
    child.on("exit", async (code, signal) => {
      if (heardAt > 0) await endGroup(child);
      resolve(code === null ? 128 + constants.signals[signal] : code);
    });
  });
}

/**
 * Whatever the child had started and did not take along: a build, a test run, an install script.
 */
async function endGroup(child) {
  if (IS_WINDOWS) return;
  signalGroup(child, "SIGTERM");
  while (signalGroup(child, 0) && Date.now() < heardAt + PATIENCE_MS) {
    await new Promise((next) => setTimeout(next, 50));
  }
  signalGroup(child, "SIGKILL");
}

/** False when there is nobody to hear it. */
function signalGroup(child, signal) {
  try {
    return IS_WINDOWS ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

function pass(signal) {
  const now = Date.now();
  if (now - lastHeardAt < 500) return;
  lastHeardAt = now;
  if (heardAt === 0) {
    heardAt = now;
    setTimeout(() => force(), PATIENCE_MS).unref();
  }
  hear(signal);
}

/** An npm that is killed passes nothing on. */
function whenAlone(then) {
  if (!process.env.npm_lifecycle_event) return;
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    then();
  }, 200);
  timer.unref();
}

process.on("SIGINT", () => pass("SIGINT"));
process.on("SIGTERM", () => pass("SIGTERM"));
process.on("SIGHUP", () => pass("SIGTERM"));
whenAlone(() => pass("SIGTERM"));
main(process.argv.slice(2));
