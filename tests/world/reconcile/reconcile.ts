import { compareDocuments, strayDocuments } from "./documents.ts";
import { comparePayments } from "./payments.ts";
import { type Compared, knownDocuments, type Sides } from "./sides.ts";

/**
 * Every order, bill, credit and payment, in both directions: what Crosstie calls synced is in
 * NetSuite's books and in Procore, and what is in the books for it is in Procore, or Crosstie says
 * on a screen why not.
 */
export async function reconcile(sides: Sides): Promise<Compared[]> {
  const known = await knownDocuments(sides);
  return [
    ...compareDocuments(sides, known),
    ...strayDocuments(sides, known),
    ...(await comparePayments(sides, known)),
  ];
}

/** In words; empty: nothing differs. */
export const differencesIn = (compared: Compared[]) =>
  compared.flatMap(({ what, differs }) => differs.map((how) => `${what}: ${how}`));
