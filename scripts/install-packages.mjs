import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, isInterrupted, run } from "./run-child.mjs";

const MODULES = join(ROOT, "node_modules");
const NODE_PACKAGE = join(MODULES, "node");

export const NODE = join(NODE_PACKAGE, "bin", process.platform === "win32" ? "node.exe" : "node");

const TERMINAL_PROGRESS_MS = 500;
const LOG_PROGRESS_MS = 3_000;

/** Installs what package-lock.json names and node_modules lacks: for the server alone, or all. */
export async function installPackages({ isForServer }) {
  const wanted = wantedPackages(isForServer);
  if (isInstalled(wanted)) return;
  const paths = Object.keys(wanted);
  console.error(`Installing ${paths.length} packages (npm ci). The first time takes a minute.`);
  const stopProgress = showProgress(paths);
  const code = await npmCi(isForServer);
  stopProgress();
  if (isInterrupted()) process.exit(code || 130);
  if (code !== 0 || !existsSync(NODE)) {
    console.error(
      code !== 0
        ? "npm ci failed; what it said is above."
        : "npm ci left out the project's own Node: allow install scripts and run it again.",
    );
    process.exit(1);
  }
  dropSpareNode();
}

// npm warns of its own Node, which runs none of these packages, and of what core-react pins.
function npmCi(isForServer) {
  const args = [
    "ci",
    isForServer ? "--omit=dev" : "--include=dev",
    "--loglevel=error",
    "--no-progress",
    "--no-audit",
    "--no-fund",
  ];
  const how = { stdio: ["ignore", 2, 2], tellsAll: true };
  const { npm_execpath: path } = process.env;
  return path && path.endsWith(".js")
    ? run(process.execPath, [path, ...args], how)
    : run("npm", args, how);
}

/** An optional package may be for another system. */
function wantedPackages(isForServer) {
  return Object.fromEntries(
    Object.entries(readLock(join(ROOT, "package-lock.json"))).filter(
      ([path, { dev, optional }]) => path !== "" && !optional && !(isForServer && dev),
    ),
  );
}

/** npm notes what it put into node_modules, whoever ran it. */
function isInstalled(wanted) {
  const noted = join(MODULES, ".package-lock.json");
  if (!existsSync(NODE) || !existsSync(noted)) return false;
  const found = readLock(noted);
  return Object.entries(wanted).every(
    ([path, { version }]) => found[path] && found[path].version === version,
  );
}

function readLock(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

function showProgress(paths) {
  const began = Date.now();
  const { isTTY } = process.stderr;
  const timer = setInterval(
    () => {
      const seconds = Math.round((Date.now() - began) / 1000);
      const line = `  ${howFar(paths)}, ${seconds} s`;
      process.stderr.write(isTTY ? `\r\x1b[K${line}` : `${line}\n`);
    },
    isTTY ? TERMINAL_PROGRESS_MS : LOG_PROGRESS_MS,
  );
  return () => {
    clearInterval(timer);
    if (isTTY) process.stderr.write("\r\x1b[K");
  };
}

function howFar(paths) {
  const there = paths.filter((path) => existsSync(join(ROOT, path, "package.json"))).length;
  const isNodeNext = there === paths.length && !existsSync(NODE);
  return `${there} of ${paths.length} packages${isNodeNext ? ", now the project's own Node" : ""}`;
}

/** A second copy (67 MB), for compiling add-ons. npm would take it away at its next install. */
function dropSpareNode() {
  rmSync(join(NODE_PACKAGE, "node_modules"), { recursive: true, force: true });
}
