import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { commandOf, runNode } from "./run-step.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const SHELLS = ["chromium-headless-shell", "chrome-headless-shell"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** For the journeys; downloads one if there is none. Undefined: the download failed. */
export async function findChromium(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const installed = [...onPath(NAMES), ...ELSEWHERE].find(isExecutable);
  return installed ?? (await download());
}

/** Tests of single screens are faster in it; without it they take the Chromium. */
export function findChromiumShell(): string | undefined {
  return process.env.CHROMIUM_SHELL_PATH ?? onPath(SHELLS).find(isExecutable);
}

function onPath(names: string[]): string[] {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function download(): Promise<string | undefined> {
  const { chromium } = await import("playwright-core");
  if (isExecutable(chromium.executablePath())) return chromium.executablePath();
  console.error("No Chromium found; downloading one.");
  await runNode([commandOf("playwright-core", "cli.js"), "install", "chromium"]);
  if (isExecutable(chromium.executablePath())) return chromium.executablePath();
  console.error(
    "There is no Chromium for the journey tests. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.",
  );
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
