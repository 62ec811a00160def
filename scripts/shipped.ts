import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../server/errors.ts";
import { ROOT } from "./run-step.ts";

/** A package that people get with Crosstie, in one version. */
export interface Shipped {
  name: string;
  version: string;
  /** Where package-lock.json has it, such as `node_modules/pg/node_modules/ms`. */
  paths: string[];
  /** An SPDX expression, or the title of a licence that has none. */
  license: string;
  /** `sha512-…`, of the archive that the registry hands out. */
  integrity: string;
  isOptional: boolean;
  /** `npm ci --omit=dev` installs what the server runs; the browser's part is in the screens. */
  runsIn: Set<"server" | "browser">;
}

export interface Locked {
  version: string;
  license?: string;
  integrity: string;
  dev?: boolean;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const PROCORE = "Procore API License and Application Developer Agreement";

/** What a package's own licence file says where its package.json names no licence. */
const SAID_BY_FILE: Record<string, string> = {
  "@procore/core-i18n-js": PROCORE,
  "@procore/core-icons": PROCORE,
  "@procore/core-react": PROCORE,
  "@procore/globalization-toolkit": PROCORE,
  "@procore/procore-iframe-helpers": "MIT",
};

class NotBuiltError extends AppError {}

/** The packages of a production install, and those whose code Vite put into the screens. */
export async function shippedPackages(): Promise<Shipped[]> {
  const bundled = await readBundled();
  const shipped = new Map<string, Shipped>();
  for (const [path, { version, dev, license, integrity, optional }] of await readLock()) {
    const name = path.split("node_modules/").at(-1)!;
    const id = `${name}@${version}`;
    if (dev && !bundled.has(id)) continue;
    const one: Shipped = shipped.get(id) ?? {
      name,
      version,
      paths: [],
      license: SAID_BY_FILE[name] ?? license ?? "unknown",
      integrity,
      isOptional: optional === true,
      runsIn: new Set(),
    };
    one.paths.push(path);
    if (!dev) one.runsIn.add("server");
    if (bundled.has(id)) one.runsIn.add("browser");
    shipped.set(id, one);
  }
  return [...shipped.values()];
}

/** All packages that may be installed, by path. */
export async function readLock(): Promise<Map<string, Locked>> {
  const text = await readFile(join(ROOT, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  return new Map(Object.entries(packages).filter(([path]) => path !== ""));
}

/** Vite writes them, with the text of each licence, as vite.client.config.ts says. */
async function readBundled(): Promise<Set<string>> {
  const file = join(ROOT, "dist/client/packages.json");
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new NotBuiltError(
      "Which packages the screens hold is known once they are built. Run `npm run build` first.",
      { cause },
    );
  });
  const found = JSON.parse(text) as { name: string; version: string }[];
  return new Set(found.map(({ name, version }) => `${name}@${version}`));
}
