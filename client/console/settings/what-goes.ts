import type { HeldBack, Settings } from "../../../server/api/contract.ts";
import { sum } from "../../decimal.ts";
import { formatMoney, plural } from "../../format.ts";

/** What goes to the ERP when automatic sync is turned on with these choices. */
export interface Going {
  count: number;
  /** "$5,022,300.00 and CA$12,000.50" */
  worth: string;
  /** A line for each type: "180 commitments worth $4,210,300.00". */
  lines: string[];
  /** Wait for another choice that is made with it, and perhaps for more. */
  perhaps: number;
}

interface Choices {
  resourceTypes: Settings["resourceTypes"];
  chosenIds: ReadonlySet<string>;
}

export function whatGoes(held: HeldBack[], { resourceTypes, chosenIds }: Choices): Going {
  const wanted = held.filter(
    ({ kind, projectId }) =>
      resourceTypes[kind] && (projectId === null || chosenIds.has(projectId)),
  );
  const goes = wanted.filter(({ waitsFor }) => waitsFor === "automaticSync");
  const byKind = Object.values(Object.groupBy(goes, ({ kind }) => kind));
  return {
    count: countOf(goes),
    worth: worthOf(goes),
    lines: byKind.map((alike = []) => {
      const { one, many } = alike[0]!.words;
      return `${plural(countOf(alike), one, many)} worth ${worthOf(alike)}`;
    }),
    perhaps: countOf(wanted) - countOf(goes),
  };
}

/** "$4,210,300.00 and CA$12.00". */
function worthOf(held: HeldBack[]): string {
  const byCurrency = Object.entries(Object.groupBy(held, ({ currency }) => currency));
  return byCurrency
    .map(([currency, alike = []]) => formatMoney(sum(alike.map(({ amount }) => amount)), currency))
    .join(" and ");
}

const countOf = (held: HeldBack[]): number => held.reduce((total, { count }) => total + count, 0);
