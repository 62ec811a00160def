import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildClient } from "../client/build-client.ts";
import type { Bench } from "./bench.ts";

const BUDGET_KILOBYTES = 120;

/**
 * Scripts that the panel loads before it can show anything, gzipped, as the client's build measures
 * them.
 */
export const panelSize: Bench = async () => {
  const folder = await buildClient();
  const { "panel/index.html": panel } = JSON.parse(
    await readFile(join(folder, "script-sizes.json"), "utf8"),
  ) as Record<"panel/index.html", { kilobytes: number; files: string[] }>;
  const { kilobytes, files } = panel;
  return {
    ratio: kilobytes / BUDGET_KILOBYTES,
    aim: 1,
    isAtMost: true,
    what: `kB of the panel's first scripts, gzipped ÷ ${BUDGET_KILOBYTES} kB`,
    kilobytes,
    files: files.length,
  };
};
