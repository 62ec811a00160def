import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { npmRun } from "./npm-run.ts";
import { smallProject } from "./small-project.ts";

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function runToEnd(script: string, cwd: string): Promise<Outcome> {
  return promisify(execFile)("npm", ["run", "--silent", script], { cwd }).then(
    (output) => ({ code: 0, ...output }),
    (failure: Outcome) => failure,
  );
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const has = (root: string, path: string) => existsSync(join(root, "node_modules", path));

it.skipIf(process.platform === "win32")(
  "says how far the install is, and leaves stdout to the command",
  async () => {
    const root = await smallProject({ slowMs: 4_000 });

    const { code, stdout, stderr } = await runToEnd("build", root);

    expect(code).toBe(0);
    expect(stdout).toBe("built\n");
    expect(stderr).toMatch(/^Installing 2 packages/);
    expect(stderr).toMatch(/^ {2}2 of 2 packages, 3 s$/m);
    expect(stderr).not.toMatch(/warn/i);
    expect(has(root, "node/node_modules")).toBe(false);
  },
);

it.skipIf(process.platform === "win32")(
  "installs for the server alone until something is built",
  async () => {
    const root = await smallProject({ slowMs: 0 });

    const first = await runToEnd("start", root);
    expect(first).toMatchObject({ code: 0, stdout: "served\n" });
    expect(first.stderr).toMatch(/^Installing 1 packages/);
    expect(has(root, "slow")).toBe(false);

    expect(await runToEnd("build", root)).toMatchObject({ code: 0, stdout: "built\n" });
    expect(has(root, "slow")).toBe(true);
    expect(await runToEnd("start", root)).toEqual({ code: 0, stdout: "served\n", stderr: "" });
    expect(has(root, "slow")).toBe(true);
  },
);

it.skipIf(process.platform === "win32")("ends with npm's own words when it fails", async () => {
  const root = await smallProject({ slowMs: 0 });
  const manifest = join(root, "package.json");
  await writeFile(manifest, (await readFile(manifest, "utf8")).replace("slow-1.0", "slow-2.0"));

  const { code, stdout, stderr } = await runToEnd("build", root);

  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("slow-2.0.0.tgz");
  expect(stderr).toMatch(/npm ci failed; what it said is above\.$/m);
});

it.skipIf(process.platform === "win32")(
  "takes an install script along when it is interrupted",
  async () => {
    const root = await smallProject({ slowMs: 60_000 });
    const run = npmRun("build", { cwd: root });
    const readPid = () => readFile(join(root, "slow.pid"), "utf8").catch(() => "");
    await expect.poll(readPid, { timeout: 30_000 }).toMatch(/^\d+$/);
    const pid = Number(await readPid());

    const { code, tookMs } = await run.end("SIGTERM");

    expect(code).not.toBe(0);
    expect(tookMs).toBeLessThan(6_000);
    await expect.poll(() => isThere(pid)).toBe(false);
  },
);
