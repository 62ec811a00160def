import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/run-step.ts";
import { inWords, type Plan } from "./plan.ts";

const FOLDER = join(ROOT, ".data/chaos-logs");

/** The plan, what was done, and the evidence. Resolves with the file. */
export async function keepLog({ seed, steps }: Plan, log: string[]): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `${seed}.log`);
  await writeFile(file, `${[...steps.map(inWords), "", ...log].join("\n")}\n`);
  return file;
}
