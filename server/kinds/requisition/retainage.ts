import { Decimal } from "decimal.js";
import type { BillLine, Reference, RetainageForm } from "../../connectors/documents.ts";
import type { RequisitionItem } from "../../procore/requisitions.ts";

/** No id of Procore's: they are numbers. */
const LINE_ID = "retainage";

/** What the line of an item bills: with a line for retainage, nothing is held back of the others. */
export function inForm(items: RequisitionItem[], retainage: RetainageForm): RequisitionItem[] {
  if (retainage === "net") return items;
  return items.map((item) => ({
    ...item,
    amount: item.gross,
    billedBefore: item.grossBefore,
    retainageHeld: "0.00",
    retainageReleased: "0.00",
  }));
}

/** Negative: more is released than held back. */
export function retainedBy({ items }: { items: RequisitionItem[] }): Decimal {
  return heldBy(items).minus(releasedBy(items));
}

const heldBy = (items: RequisitionItem[]) =>
  items.reduce((sum, { retainageHeld }) => sum.plus(retainageHeld), new Decimal(0));
const releasedBy = (items: RequisitionItem[]) =>
  items.reduce((sum, { retainageReleased }) => sum.plus(retainageReleased), new Decimal(0));

interface Retained {
  items: RequisitionItem[];
  retainage: RetainageForm;
  erpLines: Record<string, string>;
  project: Reference | undefined;
}

/** None, or one. It bills no line of the order, which counts the work. */
export function retainageLines({ items, retainage, erpLines, project }: Retained): BillLine[] {
  const retained = retainedBy({ items });
  if (retainage === "net" || retained.isZero()) return [];
  const [held, released] = [heldBy(items).toFixed(2), releasedBy(items).toFixed(2)];
  return [
    {
      id: LINE_ID,
      erpLine: erpLines[LINE_ID],
      orderLine: undefined,
      isRetainage: true,
      description: wordsOf({ held, released }),
      gross: "0.00",
      retainageHeld: held,
      retainageReleased: released,
      net: retained.negated().toFixed(2),
      project,
      costCode: undefined,
      costType: undefined,
    },
  ];
}

function wordsOf({ held, released }: { held: string; released: string }): string {
  const isBack = (amount: string) => new Decimal(amount).isNegative();
  if (new Decimal(released).isZero()) {
    return isBack(held) ? "Retainage held before, taken back" : "Retainage held";
  }
  if (new Decimal(held).isZero()) {
    return isBack(released) ? "Retainage released before, taken back" : "Retainage released";
  }
  return `Retainage, ${held} held and ${released} released`;
}
