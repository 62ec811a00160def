import { compile } from "html-to-text";
import type { CommitmentSnapshot } from "./snapshot.ts";

/** The rest would not be sent anyhow; html-to-text would write a line of its own about it. */
const LONGEST_READ = 100_000;
/** An order's memo has room for so much beside number and title. */
const LONGEST = 500;

/** Procore's editor writes rich text, its API takes any: "beams < 12 t" is no tag. */
const RICH = /<(?:p|br|div|span|ul|ol|li|b|i|u|em|strong|h[1-6]|a|table)(?:\s[^<>]{0,500})?\/?>/i;
const plain = compile({
  wordwrap: false,
  limits: { maxDepth: 50 },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

/** In one line: what an order says of it, and what it has no room for. */
export function describedBy({ description = "" }: Pick<CommitmentSnapshot, "description">): {
  description: string;
  rest: string;
} {
  const text = RICH.test(description) ? plain(description.slice(0, LONGEST_READ)) : description;
  const characters = Array.from(text.replace(/\s+/gu, " ").trim());
  return {
    description: characters.slice(0, LONGEST).join(""),
    rest: characters.slice(LONGEST).join(""),
  };
}
