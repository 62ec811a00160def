import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");

/** The file behind a package's command, to be run by our own Node. */
export function commandOf(name: string, inside: string): string {
  return join(ROOT, "node_modules", name, inside);
}

/** All output goes to stderr: stdout belongs to the command. */
export async function runNode(args: string[], options: SpawnOptions = {}): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", 2, 2], ...options });
  const [code] = (await once(child, "exit")) as [number | null];
  return code === 0;
}
