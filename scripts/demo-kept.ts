import { access, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KeptSystem } from "../tests/sandbox/core/system.ts";

const fileOf = (folder: string, { name }: Pick<KeptSystem, "name">) => join(folder, `${name}.kept`);

/** For `--keep` of a later demo: what the sandboxes know lives in memory alone. */
export async function keepSandboxes(folder: string, systems: KeptSystem[]): Promise<void> {
  for (const system of systems) {
    await writeFile(fileOf(folder, system), system.keep(), { mode: 0o600 });
  }
}

export async function takeUpSandboxes(folder: string, systems: KeptSystem[]): Promise<void> {
  for (const system of systems) {
    system.takeUp(await readFile(fileOf(folder, system)));
    // The database goes on from here: if this demo is killed, the two no longer fit.
    await rm(fileOf(folder, system));
  }
}

/** A demo that was killed kept nothing; what another one kept there is gone with its start. */
export async function checkKept(folder: string): Promise<void> {
  for (const name of ["procore", "netsuite"]) {
    await access(fileOf(folder, { name })).catch(() => {
      throw new Error(
        "There is no demo to go on with: none ended on these ports, or the last one was killed. Leave --keep out to begin anew.",
      );
    });
  }
}
