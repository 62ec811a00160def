import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const SCRIPTS = join(import.meta.dirname, "../../scripts");
const PARTS = ["run.mjs", "run-child.mjs", "install-packages.mjs"];

/** What npm warns of: a Node that it does not run on. */
const SLOW = {
  name: "slow",
  version: "1.0.0",
  engines: { node: ">=99" },
  scripts: { preinstall: "node wait.cjs" },
};
const NODE = {
  name: "node",
  version: "1.0.0",
  bin: { node: "bin/node" },
  scripts: { preinstall: "node keep-spare.cjs" },
};

/**
 * A fresh checkout of a project with our own scripts and two packages: `node`, which the server
 * needs, and `slow`, which the build alone needs and whose install script takes its time. Resolves
 * with its folder.
 */
export async function smallProject({ slowMs }: { slowMs: number }): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "crosstie-install-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, "scripts"));
  for (const part of PARTS) await cp(join(SCRIPTS, part), join(root, "scripts", part));
  await write(root, "server/main.ts", `console.log("served");`);
  await write(root, "scripts/build.ts", `console.log("built");`);
  await addPackage(root, NODE, {
    "bin/node": `#!/bin/sh\nexec "${process.execPath}" "$@"\n`,
    "keep-spare.cjs": `require("fs").mkdirSync("node_modules/spare", { recursive: true });`,
  });
  await addPackage(root, SLOW, {
    "wait.cjs": `require("fs").writeFileSync("../../slow.pid", String(process.pid)); setTimeout(() => {}, ${slowMs});`,
  });
  await write(root, "package.json", JSON.stringify(project()));
  await npm(root, "install", "--package-lock-only");
  return root;
}

function project(): object {
  return {
    name: "small",
    private: true,
    type: "module",
    scripts: {
      start: "exec node scripts/run.mjs start",
      build: "exec node scripts/run.mjs build",
    },
    dependencies: { node: "file:node-1.0.0.tgz" },
    devDependencies: { slow: "file:slow-1.0.0.tgz" },
    allowScripts: { node: true, slow: true },
  };
}

async function addPackage(
  root: string,
  manifest: { name: string },
  files: Record<string, string>,
): Promise<void> {
  const folder = `packages/${manifest.name}`;
  await write(root, `${folder}/package.json`, JSON.stringify(manifest));
  for (const [path, text] of Object.entries(files)) await write(root, `${folder}/${path}`, text);
  await npm(root, "pack", `./${folder}`);
}

async function write(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, text, { mode: 0o755 });
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await promisify(execFile)("npm", args, { cwd });
}
