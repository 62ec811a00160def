import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, commandOf, runNode } from "./run-step.ts";

/** Server, tests and scripts know Node; the client, and its tests, know a browser. */
const PROJECTS = [".", "client", "tests/client"];

export async function typecheck(): Promise<boolean> {
  const tsc = commandOf("typescript", "bin/tsc");
  const outcomes: boolean[] = [];
  for (const project of PROJECTS.filter((folder) =>
    existsSync(join(ROOT, folder, "tsconfig.json")),
  )) {
    outcomes.push(await runNode([tsc, "--project", project]));
  }
  return outcomes.every(Boolean);
}

if (import.meta.main && !(await typecheck())) process.exitCode = 1;
