import type { Fact, Facts } from "../store/audit-log.ts";

const LONGEST_TEXT = 200;
const LONGEST_LIST = 20;
/** Of one side, as JSON; the table takes a little more. */
const MOST_BYTES = 16_000;

/** What was typed in may be as long as it likes: an act must not fail because of its entry. */
export function bounded(facts: Facts): Facts {
  const kept: Facts = {};
  const all = Object.entries(facts);
  for (const [index, [name, fact]] of all.entries()) {
    kept[cut(name)] = shortened(fact);
    if (Buffer.byteLength(JSON.stringify(kept)) <= MOST_BYTES) continue;
    delete kept[cut(name)];
    return { ...kept, "not shown": `${all.length - index} more` };
  }
  return kept;
}

/** PostgreSQL takes neither half a character nor a NUL. */
export function cut(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return short.toWellFormed().replaceAll("\0", "\uFFFD");
}

function shortened(fact: Fact): Fact {
  if (typeof fact === "string") return cut(fact);
  if (!Array.isArray(fact)) return fact;
  const rest = fact.length - LONGEST_LIST;
  const first = fact.slice(0, LONGEST_LIST).map(cut);
  return rest > 0 ? [...first, `and ${rest} more`] : first;
}
