import { Decimal } from "decimal.js";
import type { CommitmentLine } from "../../procore/commitments.ts";
import { type ChangeOrder, isPendingChange } from "../../procore/change-orders.ts";
import type { Field } from "../field.ts";
import { promisedLines, type PromisedLine } from "./lines.ts";
import { type CommitmentSnapshot, WHOLE } from "./snapshot.ts";

/** What Crosstie itself writes to Procore (origin ids) is not among them. */
export function commitmentFields(commitment: CommitmentSnapshot): Field[] {
  return [
    {
      name: "grand_total",
      word: "Original contract",
      value: commitment.grandTotal,
      kind: "total",
      isCarried: true,
    },
    {
      name: "approved_change_orders",
      word: "Approved changes",
      value: commitment.approvedChangeOrders,
      kind: "total",
      isCarried: true,
    },
    { name: "status", word: "Status", value: commitment.status, isCarried: false },
    { name: "number", word: "Number", value: commitment.number, isCarried: true },
    { name: "title", word: "Title", value: commitment.title, isCarried: true },
    { name: "vendor", word: "Vendor", value: commitment.vendorName, isCarried: true },
    { name: "description", word: "Description", value: commitment.description, isCarried: false },
    {
      name: "contract_date",
      word: "Contract date",
      value: commitment.contractDate,
      isCarried: true,
    },
    {
      name: "retainage_percent",
      word: "Retainage",
      value: commitment.retainagePercent,
      isCarried: false,
    },
    ...promisedLines(commitment).flatMap(lineFields),
    ...commitment.changeOrders.filter(isPendingChange).map(pendingField),
  ];
}

/** Shown, and no part of the contract yet. */
function pendingField({ id, number, title, total }: ChangeOrder): Field {
  return {
    ...named(`pending change order ${number}${title ? ` · ${title}` : ""}`),
    key: `${id} pending`,
    value: total,
    kind: "money",
    isCarried: false,
    since: WHOLE,
  };
}

function lineFields({ key, called, line, since }: PromisedLine): Field[] {
  const name = `${called}${line.description ? ` · ${line.description}` : ""}`;
  const ofLine = { isCarried: true, since };
  return [
    { ...named(name), ...ofLine, key: `${key} amount`, value: line.amount, kind: "money" },
    {
      ...named(`${name}: cost code`),
      ...ofLine,
      key: `${key} cost code`,
      value: line.costCode,
    },
    {
      ...named(`${name}: cost type`),
      ...ofLine,
      key: `${key} cost type`,
      value: line.costType,
    },
    { ...named(`${name}: quantity`), ...ofLine, key: `${key} quantity`, value: line.quantity },
    {
      ...named(`${name}: unit cost`),
      ...ofLine,
      key: `${key} unit cost`,
      // A lump sum has its amount as unit cost: once is enough.
      value: isLumpSum(line) ? undefined : line.unitCost,
      kind: "money",
    },
  ];
}

const named = (name: string) => ({ name, word: name });

function isLumpSum({ unitCost, amount }: CommitmentLine): boolean {
  return unitCost !== undefined && new Decimal(unitCost).equals(amount);
}
