import { parseSync } from "oxc-parser";

/**
 * The titles of a source's tests, as they are written there: `it(…)` and `it.each(…)(…)` alone, so
 * none that is skipped, conditional or commented out.
 */
export function titlesIn(source: string): string[] {
  return titlesUnder(parseSync("some.test.ts", source).program, source);
}

interface Called {
  type: "CallExpression";
  callee: Callee;
  arguments: { type: string; value?: unknown; start: number; end: number }[];
}

interface Callee {
  start: number;
  end: number;
  /** Where that is a call itself, as of `it.each(…)`. */
  callee?: Callee;
}

function titlesUnder(node: unknown, source: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => titlesUnder(one, source));
  if (typeof node !== "object" || node === null) return [];
  if (!isCall(node)) return Object.values(node).flatMap((part) => titlesUnder(part, source));

  const textOf = ({ start, end }: Callee) => source.slice(start, end);
  const { callee } = node;
  if (/^describe\.(skip|todo)/.test(textOf(callee))) return [];
  const isTest = callee.callee ? textOf(callee.callee) === "it.each" : textOf(callee) === "it";
  const own = isTest ? titleOf(node, source) : [];
  return [...own, ...node.arguments.flatMap((part) => titlesUnder(part, source))];
}

function titleOf({ arguments: [title] }: Called, source: string): string[] {
  if (title?.type === "TemplateLiteral") return [source.slice(title.start + 1, title.end - 1)];
  return typeof title?.value === "string" ? [title.value] : [];
}

const isCall = (node: object): node is Called => "type" in node && node.type === "CallExpression";
