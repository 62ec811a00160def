import type { Problem } from "../../server/api/contract.ts";

/** In the order in which problems are listed. */
export const MOVES: Record<Problem["whoseMove"], string> = {
  accounting: "Accounting",
  project: "Project team",
  admin: "Administrator",
  crosstie: "Crosstie, by itself",
};

export const moves = Object.keys(MOVES) as Problem["whoseMove"][];
