import type { CommitmentSnapshot } from "./snapshot.ts";

/** An order's memo has room for so much beside number and title. */
const LONGEST = 500;

/** In one line: what an order says of it, and what it has no room for. */
export function describedBy({ description = "" }: Pick<CommitmentSnapshot, "description">): {
  description: string;
  rest: string;
} {
  const characters = Array.from(description.replace(/\s+/gu, " ").trim());
  return {
    description: characters.slice(0, LONGEST).join(""),
    rest: characters.slice(LONGEST).join(""),
  };
}
