import type { SentencePart } from "./contract.ts";

type Said = string | SentencePart | SentencePart[];

/** say`Invoice 8, ${money("28500.00", "USD")}, is not paid.` */
export function say(words: TemplateStringsArray, ...values: Said[]): SentencePart[] {
  const parts = words.flatMap((text, place) => [text, ...[values[place] ?? ""].flat()]);
  return join(parts);
}

/** Sentences in a row; what says nothing is left out. */
export function inARow(...sentences: SentencePart[][]): SentencePart[] {
  const told = sentences.filter((parts) => parts.length > 0);
  return join(told.flatMap((parts, place) => (place === 0 ? parts : [" ", ...parts])));
}

export const money = (amount: string, currency: string): SentencePart => ({
  kind: "money",
  amount,
  currency,
});

export const day = (date: string): SentencePart => ({ kind: "date", date });

function join(parts: (string | SentencePart)[]): SentencePart[] {
  const joined: SentencePart[] = [];
  for (const one of parts) {
    const part: SentencePart = typeof one === "string" ? { kind: "text", text: one } : one;
    const last = joined.at(-1);
    if (part.kind !== "text" || last?.kind !== "text") joined.push({ ...part });
    else last.text += part.text;
  }
  return joined.filter((part) => part.kind !== "text" || part.text !== "");
}
