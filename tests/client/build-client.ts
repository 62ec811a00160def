import { execFile } from "node:child_process";
import { glob, mkdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const BUILT = join(ROOT, "dist/client");
const SOURCES = ["client/**/*.{ts,tsx,html,svg}", "vite.client.config.ts", "package-lock.json"];

/**
 * Builds the screens unless the build at hand is newer than every source. Resolves with its folder.
 */
export async function buildClient(): Promise<string> {
  if (await isFresh()) return BUILT;
  const made = join(ROOT, `dist/client-${process.pid}`);
  const vite = join(
    dirname(createRequire(import.meta.url).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const build = ["build", "--config", "vite.client.config.ts", "--outDir", made, "--emptyOutDir"];
  // Vitest's own NODE_ENV would put React's development build into the bundle.
  await promisify(execFile)(process.execPath, [vite, ...build], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production" },
  });
  await putInPlace(made);
  return BUILT;
}

async function isFresh(): Promise<boolean> {
  const built = await stat(join(BUILT, "script-sizes.json")).catch(() => null);
  if (!built) return false;
  for await (const source of glob(SOURCES, { cwd: ROOT })) {
    if ((await stat(join(ROOT, source))).mtimeMs > built.mtimeMs) return false;
  }
  return true;
}

/** Another test process may have built meanwhile: then its build stays, and ours goes. */
async function putInPlace(made: string): Promise<void> {
  const before = `${BUILT}-before-${process.pid}`;
  await mkdir(dirname(BUILT), { recursive: true });
  if (!(await isFresh())) {
    await rename(BUILT, before).catch(() => {});
    await rename(made, BUILT).catch(() => {});
  }
  await Promise.all([made, before].map((folder) => rm(folder, { recursive: true, force: true })));
}
