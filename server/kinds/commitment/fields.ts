import { Decimal } from "decimal.js";
import type { CommitmentLine } from "../../procore/commitments.ts";
import type { Field } from "../field.ts";
import { type CommitmentSnapshot, HEAD_ONLY, WHOLE } from "./snapshot.ts";

/** A list of contracts shows no lines. */
export const comparedOfCommitment = {
  grand_total: HEAD_ONLY,
  approved_change_orders: HEAD_ONLY,
  status: HEAD_ONLY,
  number: HEAD_ONLY,
  title: HEAD_ONLY,
  vendor: HEAD_ONLY,
  description: HEAD_ONLY,
  contract_date: HEAD_ONLY,
  retainage_percent: HEAD_ONLY,
  currency: WHOLE,
  "line amount": WHOLE,
  "line description": WHOLE,
  "line cost code": WHOLE,
  "line cost type": WHOLE,
  "line quantity": WHOLE,
  "line unit cost": WHOLE,
};

type Compared = Field<keyof typeof comparedOfCommitment>;

/** What Crosstie itself writes to Procore (origin ids) is not among them. */
export function commitmentFields(commitment: CommitmentSnapshot): Compared[] {
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
      isCarried: false,
    },
    { name: "status", word: "Status", value: commitment.status, isCarried: false, decides: true },
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
    { name: "currency", word: "Currency", value: commitment.currency, isCarried: true },
    ...commitment.lines.flatMap(lineFields),
  ];
}

function lineFields(line: CommitmentLine, index: number): Compared[] {
  const name = `line ${index + 1}${line.description ? ` · ${line.description}` : ""}`;
  const ofLine = { isCarried: true };
  return [
    {
      ...named(name),
      ...ofLine,
      of: "line amount",
      key: `${line.id} amount`,
      value: line.amount,
      kind: "money",
    },
    {
      ...named(`${name}: description`),
      ...ofLine,
      of: "line description",
      key: `${line.id} description`,
      value: line.description,
    },
    {
      ...named(`${name}: cost code`),
      ...ofLine,
      of: "line cost code",
      key: `${line.id} cost code`,
      value: line.costCode,
    },
    {
      ...named(`${name}: cost type`),
      ...ofLine,
      of: "line cost type",
      key: `${line.id} cost type`,
      value: line.costType,
    },
    {
      ...named(`${name}: quantity`),
      ...ofLine,
      of: "line quantity",
      key: `${line.id} quantity`,
      value: line.quantity,
    },
    {
      ...named(`${name}: unit cost`),
      ...ofLine,
      of: "line unit cost",
      key: `${line.id} unit cost`,
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
