import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/**
 * Measures all scripts that a page loads before it can show anything, and fails the build when they
 * weigh too much.
 */
export function panelBudget({
  entry,
  kilobytes: limit,
}: {
  entry: string;
  kilobytes: number;
}): Plugin {
  return {
    name: "crosstie:panel-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const files = [...firstScripts(bundle, entry)].toSorted();
      const bytes = files.reduce(
        (sum, file) => sum + gzipSync((bundle[file] as Rolldown.OutputChunk).code).length,
        0,
      );
      const kilobytes = Math.round(bytes / 100) / 10;
      this.emitFile({
        type: "asset",
        fileName: "panel-size.json",
        source: `${JSON.stringify({ kilobytes, files })}\n`,
      });
      if (kilobytes > limit) {
        this.error(
          `The panel's first scripts weigh ${kilobytes} kB gzipped, its budget is ${limit} kB: ${files.join(", ")}`,
        );
      }
      this.info(`the panel's first scripts: ${kilobytes} kB gzipped of ${limit}`);
    },
  };
}

function firstScripts(bundle: Rolldown.OutputBundle, entry: string): Set<string> {
  const start = Object.values(bundle).find(
    (part) => part.type === "chunk" && part.isEntry && part.facadeModuleId?.endsWith(entry),
  );
  if (!start) throw new Error(`There is no entry ${entry} in the build.`);
  const found = new Set<string>();
  const waiting = [start.fileName];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    const part = bundle[file];
    if (part?.type !== "chunk" || found.has(file)) continue;
    found.add(file);
    waiting.push(...part.imports);
  }
  return found;
}
