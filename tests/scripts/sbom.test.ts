import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { writeSbom } from "../../scripts/sbom.ts";
import { buildClient } from "../client/build-client.ts";

interface Component {
  name: string;
  version: string;
  purl: string;
  "bom-ref": string;
  licenses: { license?: { id?: string; name?: string }; expression?: string }[];
  hashes?: { content: string }[];
  properties?: { value: string }[];
}

interface Bom {
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

interface Locked {
  version: string;
  dev?: boolean;
  license?: string;
  integrity: string;
}

const ROOT = join(import.meta.dirname, "../..");

/** Each permits to ship unchanged packages with an app that is not open itself. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  "(MIT OR CC0-1.0)",
  "OFL-1.1",
  "PostgreSQL",
];
const OF_PROCORE = "Procore API License and Application Developer Agreement";

const MIT = "Permission is hereby granted, free of charge, to any person";

let bom: Bom;
let locked: (Locked & { name: string })[];

beforeAll(async () => {
  await buildClient();
  await writeSbom();
  bom = await readJson<Bom>("dist/sbom.json");
  const { packages } = await readJson<{ packages: Record<string, Locked> }>("package-lock.json");
  locked = Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, entry]) => ({ ...entry, name: path.split("node_modules/").at(-1)! }));
});

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(ROOT, file), "utf8")) as T;
}

const runsIn = (where: string) =>
  bom.components.filter(({ properties }) => properties?.some(({ value }) => value === where));

const licenceOf = ({ licenses: [first] }: Component) =>
  first?.expression ?? first?.license?.id ?? first?.license?.name;

const idOf = ({ name, version }: { name: string; version: string }) => `${name}@${version}`;

it("names each package of a production install, with its licence and what its archive hashes to", () => {
  const told = (component: Component) => [
    idOf(component),
    licenceOf(component),
    Buffer.from(component.hashes?.[0]?.content ?? "", "hex").toString("base64"),
  ];
  const production = locked.filter(({ dev }) => !dev);

  expect(production.length).toBeGreaterThan(100);
  expect(runsIn("server").map(told).toSorted()).toEqual(
    production
      .map((one) => [idOf(one), one.license, one.integrity.replace("sha512-", "")])
      .toSorted(),
  );
});

it("names the packages whose code is in the screens, and no tool of development", () => {
  const inScreens = new Set(runsIn("browser").map(({ name }) => name));
  const named = new Set(bom.components.map(({ name }) => name));

  for (const name of ["react", "react-dom", "swr", "@procore/core-react"]) {
    expect(inScreens).toContain(name);
  }
  for (const name of ["vite", "vitest", "msw", "typescript", "@types/node", "playwright-core"]) {
    expect(named).not.toContain(name);
  }
});

it("names the programs that packages bring", () => {
  const programs = bom.components.filter(({ purl }) => purl.startsWith("pkg:generic/"));

  expect(programs.map(idOf)).toEqual([
    expect.stringMatching(/^node\.js@24\.\d+\.\d+$/),
    expect.stringMatching(/^postgresql@18\.\d+$/),
  ]);
});

it("says for each package what it needs, and leaves none without a way to it", () => {
  const needed = new Map(bom.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const reached = new Set<string>();
  const waiting = [bom.metadata.component["bom-ref"]];
  for (let ref = waiting.pop(); ref; ref = waiting.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    waiting.push(...needed.get(ref)!);
  }

  const libraries = bom.components.filter(({ purl }) => purl.startsWith("pkg:npm/"));
  expect(libraries.map(({ purl }) => purl).filter((purl) => !reached.has(purl))).toEqual([]);
});

it("ships nothing under a licence that we have not agreed to", () => {
  const others = bom.components.filter((component) => !ALLOWED.includes(licenceOf(component)!));

  expect(others.map((component) => [component.name, licenceOf(component)])).toEqual([
    ["@procore/core-i18n-js", OF_PROCORE],
    ["@procore/core-icons", OF_PROCORE],
    ["@procore/core-react", OF_PROCORE],
    ["@procore/globalization-toolkit", OF_PROCORE],
  ]);
});

it("names Procore's licence, and what is under it, in the README", async () => {
  const readme = await readFile(join(ROOT, "README.md"), "utf8");

  expect(readme.replaceAll("*", "")).toContain(OF_PROCORE.replace("Procore", "Procore's"));
  for (const { name } of bom.components.filter((one) => licenceOf(one) === OF_PROCORE)) {
    expect(readme).toContain(`\`${name.replace("@procore/", "")}\``);
  }
});

it("repeats what the licence file of a package says where its package.json names none", async () => {
  const unnamed = locked.filter(({ license }) => !license || license.startsWith("SEE LICENSE"));
  const shipped = bom.components.filter(({ name }) => unnamed.some((one) => one.name === name));

  expect(shipped).toHaveLength(5);
  for (const component of shipped) {
    const file = join(ROOT, "node_modules", component.name, "LICENSE");
    const says = licenceOf(component) === "MIT" ? MIT : OF_PROCORE.replace("Procore ", "");
    expect(await readFile(file, "utf8")).toContain(says);
  }
});
