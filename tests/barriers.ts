import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

const axe = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What moves or fades, and comes to an end: half-way, a text has too little contrast. */
const COME_TO_REST = `Promise.allSettled(
  document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished),
)`;

/** What axe finds serious or critical, one line each. Frames within are asked for themselves. */
export async function barriers(screen: Page | Frame): Promise<string[]> {
  await screen.evaluate(COME_TO_REST);
  if (!(await screen.evaluate("'axe' in window"))) await screen.evaluate(await axe);
  const { violations } = (await screen.evaluate(
    "axe.run({ iframes: false, resultTypes: ['violations'] })",
  )) as { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}
