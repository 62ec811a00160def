import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

interface Package {
  version: string;
  dev?: boolean;
  optional?: boolean;
}

const ROOT = join(import.meta.dirname, "../..");
const { overrides, dependencies } = readJson<{
  overrides: Record<string, string>;
  dependencies: Record<string, string>;
}>("package.json");
const locked = packagesOf("package-lock.json");
const installed = packagesOf("node_modules/.package-lock.json");

/** What `npm start`, `npm run keys`, `migrate` and `audit` run; the migrations are found by their folder. */
const SERVER_STARTS = [
  "server/main.ts",
  "scripts/keys.ts",
  "scripts/migrate.ts",
  "scripts/audit.ts",
  ...globSync("migrations/*.ts", { cwd: ROOT }),
];

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8")) as T;
}

/** By path: a package may lie in several places. */
function packagesOf(lock: string): [path: string, Package][] {
  const { packages } = readJson<{ packages: Record<string, Package> }>(lock);
  return Object.entries(packages).filter(([path]) => path !== "");
}

const nameAt = (path: string) => path.split("node_modules/").at(-1) ?? "";

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const found = text.matchAll(
    /\bfrom\s+"([^"\s]+)"|^import\s+"([^"\s]+)"|\bimport\(\s*"([^"\s]+)"/gm,
  );
  return [...found].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? "");
}

/** The packages that these files import, and the files that they import in turn. */
function packagesBehind(files: string[]): Set<string> {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith(".")) waiting.push(...fileOf(join(dirname(file), name)));
      else if (!isBuiltin(name)) packages.add(packageOf(name));
    }
  }
  return packages;
}

/** The client may leave the ending out, and imports pictures too. */
function fileOf(path: string): string[] {
  const file = [path, `${path}.ts`, `${path}.tsx`].find((name) => existsSync(join(ROOT, name)));
  return file && /\.tsx?$/.test(file) ? [file] : [];
}

const isBuiltin = (name: string) => name.startsWith("node:") || builtinModules.includes(name);

const packageOf = (name: string) => name.split("/", name.startsWith("@") ? 2 : 1).join("/");

it.each(Object.entries(overrides))("has %s once, as %s", (name, version) => {
  const versions = (lock: [string, Package][]) =>
    lock.filter(([path]) => nameAt(path) === name).map(([, entry]) => entry.version);

  expect(new Set(versions(locked))).toEqual(new Set([version]));
  expect(new Set(versions(installed))).toEqual(new Set([version]));
});

it("names nothing in the lock that npm does not install", () => {
  const found = new Map(installed);
  const missing = locked
    .filter(([path, { version, optional }]) => !optional && found.get(path)?.version !== version)
    .map(([path]) => path);

  expect(missing).toEqual([]);
});

it("leaves out of a production install what the client alone imports", () => {
  const ofServer = packagesBehind(SERVER_STARTS);
  const ofClient = packagesBehind(globSync("client/**/*.{ts,tsx}", { cwd: ROOT }));
  const production = new Set(locked.filter(([, { dev }]) => !dev).map(([path]) => nameAt(path)));

  expect(ofClient).toContain("react");
  expect([...ofClient].filter((name) => production.has(name) && !ofServer.has(name))).toEqual([]);
});

it("keeps in a production install what the server imports", () => {
  const ofServer = packagesBehind(SERVER_STARTS);

  expect(ofServer).toContain("express");
  expect([...ofServer].filter((name) => !(name in dependencies))).toEqual([]);
});
