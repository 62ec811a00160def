import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

interface Size {
  kilobytes: number;
  files: string[];
}

/**
 * Measures all scripts that each page loads before it can show anything, and fails the build when
 * they weigh too much. `budgets`: in kB gzipped, by the page's entry.
 */
export function scriptBudgets(budgets: Record<string, number>): Plugin {
  return {
    name: "crosstie:script-budgets",
    apply: "build",
    generateBundle(_options, bundle) {
      const sizes = Object.fromEntries(
        Object.keys(budgets).map((entry) => [entry, sizeOf(bundle, entry)]),
      );
      this.emitFile({
        type: "asset",
        fileName: "script-sizes.json",
        source: `${JSON.stringify(sizes)}\n`,
      });
      for (const [entry, { kilobytes, files }] of Object.entries(sizes)) {
        const limit = budgets[entry]!;
        if (kilobytes > limit) {
          this.error(
            `The first scripts of ${entry} weigh ${kilobytes} kB gzipped, its budget is ${limit} kB: ${files.join(", ")}`,
          );
        }
        this.info(`the first scripts of ${entry}: ${kilobytes} kB gzipped of ${limit}`);
      }
    },
  };
}

function sizeOf(bundle: Rolldown.OutputBundle, entry: string): Size {
  const files = [...firstScripts(bundle, entry)].toSorted();
  const bytes = files.reduce(
    (sum, file) => sum + gzipSync((bundle[file] as Rolldown.OutputChunk).code).length,
    0,
  );
  return { kilobytes: Math.round(bytes / 100) / 10, files };
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
