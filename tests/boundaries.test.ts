import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it, onTestFinished } from "vitest";

/**
 * The architecture: who may import whom, besides itself and the leaves; types count. Rooms that are
 * not built yet have their place already.
 */
const MAY_IMPORT: Record<string, string[]> = {
  database: [],
  store: ["database"],
  wire: [],
  audit: ["store", "database"],
  connectors: ["wire"],
  procore: ["store", "wire"],
  alerts: ["store"],
  insight: ["store"],
  kinds: ["store", "procore", "connectors"],
  sync: [
    "store",
    "database",
    "audit",
    "procore",
    "connectors",
    "kinds",
    "alerts",
    "insight",
    "jobs",
  ],
  timecards: ["store", "database", "audit", "procore", "connectors", "alerts", "jobs"],
  jobs: ["store", "database"],
  install: ["store", "database", "audit", "procore", "kinds", "jobs"],
  webhooks: ["store", "database", "wire", "kinds", "jobs"],
  // of the connectors, what they say of themselves
  api: ["store", "database", "audit", "procore", "connectors", "kinds", "jobs"],
  http: ["store", "database"],
};
const LEAVES = [
  "config.ts",
  "database-config.ts",
  "durations.ts",
  "encryption-keys.ts",
  "errors.ts",
  "log.ts",
  "metrics.ts",
  "read-env.ts",
];
const LONGEST_FILE = 220;
const LONGEST_README = 8;
/** `server/README.md` draws the house. */
const LONGEST_DRAWING = 60;

const root = resolve(import.meta.dirname, "..");
const sources = [...filesUnder("server"), ...filesUnder("client")];

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

function importsOf(file: string): { path: string; isTypeOnly: boolean }[] {
  const text = readFileSync(join(root, file), "utf8");
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\s+(type\s+)?[^"';]*?from\s+"(\.[^"]+)"|import\("(\.[^"]+)"\)/gm,
    ),
  ].map(([, type, named, lazy]) => ({
    path: relative(root, resolve(root, dirname(file), named ?? lazy ?? ""))
      .split(sep)
      .join("/"),
    isTypeOnly: type !== undefined,
  }));
}

it("keeps the server's rooms to the import table", () => {
  const trespasses = sources
    .filter((file) => /^server\/\w+\//.test(file))
    .flatMap((file) => {
      const room = file.split("/")[1] ?? "";
      const allowed = MAY_IMPORT[room] ?? [];
      return importsOf(file)
        .map(({ path }) => path.replace(/^server\//, ""))
        .filter(
          (path) =>
            !LEAVES.includes(path) &&
            path.split("/")[0] !== room &&
            !allowed.includes(path.split("/")[0] ?? "") &&
            !allowed.includes(path),
        )
        .map((path) => `${file} imports ${path}`);
    });

  expect(trespasses).toEqual([]);
});

it("gives every room of the server its place in the import table", () => {
  const rooms = readdirSync(join(root, "server")).filter((name) =>
    statSync(join(root, "server", name)).isDirectory(),
  );

  expect(rooms.filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

it("refuses a circle of imports, even one of types alone", () => {
  const folder = mkdtempSync(join(tmpdir(), "crosstie-circle-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    "parent.ts",
    'import { child } from "./child.ts";\nexport type Props = ReturnType<typeof child>;',
  );
  write(
    "child.ts",
    'import type { Props } from "./parent.ts";\nexport const child = (): Props => child();',
  );
  write("leaf.ts", 'export type { Props } from "./parent.ts";');

  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { status, stdout } = spawnSync(
    process.execPath,
    [oxlint, "--config", join(root, ".oxlintrc.json"), "--quiet", folder],
    { encoding: "utf8" },
  );

  expect(status).not.toBe(0);
  expect(stdout).toMatch(/no-cycle.*parent\.ts/s);
  expect(stdout).toMatch(/no-cycle.*child\.ts/s);
  expect(stdout).not.toContain("leaf.ts");
});

it("lets leaves import nothing of the house but each other", () => {
  const trespasses = LEAVES.map((leaf) => `server/${leaf}`).flatMap((leaf) =>
    importsOf(leaf)
      .filter(({ path }) => !LEAVES.includes(path.replace(/^server\//, "")))
      .map(({ path }) => `${leaf} imports ${path}`),
  );

  expect(trespasses).toEqual([]);
});

it("keeps connectors apart from each other", () => {
  const trespasses = sources
    .filter((file) => /^server\/connectors\/[\w-]+\//.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ path }) =>
            /^server\/connectors\/[\w-]+\//.test(path) && path.split("/")[2] !== file.split("/")[2],
        )
        .map(({ path }) => `${file} imports ${path}`),
    );

  expect(trespasses).toEqual([]);
});

it("keeps knex inside database and store", () => {
  const makers = sources
    .filter(
      (file) =>
        !/^server\/(?:database|store)\//.test(file) &&
        /from "knex"/.test(readFileSync(join(root, file), "utf8")),
    )
    .filter(
      (file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(/^import (?!type)[^;]*from "knex"/gm)]
          .length > 0,
    );

  expect(makers).toEqual([]);
});

it("lets the client take nothing from the server but the contract's types", () => {
  const trespasses = sources
    .filter((file) => file.startsWith("client/"))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ path, isTypeOnly }) =>
            !path.startsWith("client/") && !(path === "server/api/contract.ts" && isTypeOnly),
        )
        .map(({ path }) => `${file} imports ${path}`),
    );

  expect(trespasses).toEqual([]);
});

it("lets nothing that ships import from tests", () => {
  const trespasses = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ path }) => path.startsWith("tests/"))
      .map(({ path }) => `${file} imports ${path}`),
  );

  expect(trespasses).toEqual([]);
});

it("gives every wait of a test a patience of its own", () => {
  // Vitest's own second is too short for a busy machine; `expect.poll` has its patience from
  // vite.config.ts.
  const hasty = filesUnder("tests").flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8").replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
    return [...text.matchAll(/\bvi\.wait(?:For|Until)\(/g)]
      .filter(({ index, 0: call }) => !hasSecondArgument(text.slice(index + call.length)))
      .map(({ index }) => `${file}:${text.slice(0, index).split("\n").length}`);
  });

  expect(hasty).toEqual([]);
});

/** Of a call, from behind its opening bracket on. */
function hasSecondArgument(text: string): boolean {
  let depth = 0;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text.charAt(place);
    if ("([{".includes(letter)) depth += 1;
    if (")]}".includes(letter)) depth -= 1;
    if (depth < 0) return false;
    if (letter === "," && depth === 0) return /^\s*[^\s)]/.test(text.slice(place + 1));
  }
  return false;
}

it("keeps every source file short", () => {
  const long = [
    ...sources,
    ...filesUnder("tests"),
    ...filesUnder("migrations"),
    ...filesUnder("scripts"),
  ]
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
    .filter(({ file, lines }) => lines > LONGEST_FILE && !file.endsWith(".test.ts"));

  expect(long).toEqual([]);
});

it("has a short README in every folder that holds something", () => {
  const missing = ["client", "docs", "manifest", "migrations", "scripts", "server", "tests"]
    .flatMap(withFiles)
    .filter((folder) => {
      try {
        return (
          readFileSync(join(root, folder, "README.md"), "utf8")
            .trimEnd()
            .split("\n").length > (folder === "server" ? LONGEST_DRAWING : LONGEST_README)
        );
      } catch {
        return true;
      }
    });

  expect(missing).toEqual([]);
});

/** The folder, unless it only leads on, and all below it. */
function withFiles(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => withFiles(`${folder}/${name}`));
  return entries.some((entry) => entry.isFile()) ? [folder, ...below] : below;
}
