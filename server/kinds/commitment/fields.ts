import { Decimal } from "decimal.js";
import { type ChangeOrder, isPendingChange } from "../../procore/change-orders.ts";
import type { CommitmentLine } from "../../procore/commitments.ts";
import type { Field } from "../field.ts";
import { describedBy } from "./described-by.ts";
import { promisedLines, type PromisedLine } from "./lines.ts";
import { type CommitmentSnapshot, HEAD_ONLY, LINES, WHOLE } from "./snapshot.ts";

/** A list of contracts shows no lines. */
export const comparedOfCommitment = {
  grand_total: HEAD_ONLY,
  approved_change_orders: HEAD_ONLY,
  status: HEAD_ONLY,
  number: HEAD_ONLY,
  title: HEAD_ONLY,
  vendor: HEAD_ONLY,
  description: HEAD_ONLY,
  "rest of the description": HEAD_ONLY,
  contract_date: HEAD_ONLY,
  retainage_percent: HEAD_ONLY,
  currency: HEAD_ONLY,
  "line amount": LINES,
  "line description": LINES,
  "line cost code": LINES,
  "line cost type": LINES,
  "line quantity": LINES,
  "line unit cost": LINES,
  "pending change order": WHOLE,
  "change order amount": WHOLE,
  "change order description": WHOLE,
  "change order cost code": WHOLE,
  "change order cost type": WHOLE,
  "change order quantity": WHOLE,
  "change order unit cost": WHOLE,
};

type Compared = Field<keyof typeof comparedOfCommitment>;

/** Without origin ids, which Crosstie itself writes to Procore. */
export function commitmentFields(commitment: CommitmentSnapshot): Compared[] {
  const { description, rest } = describedBy(commitment);
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
    { name: "status", word: "Status", value: commitment.status, isCarried: false, decides: true },
    inMemo({ name: "number", word: "Number", value: commitment.number }),
    inMemo({ name: "title", word: "Title", value: commitment.title }),
    { name: "vendor", word: "Vendor", value: commitment.vendorName, isCarried: true },
    inMemo({ name: "description", word: "Description", value: description }),
    {
      name: "rest of the description",
      word: "Rest of the description",
      value: rest,
      isCarried: false,
    },
    {
      name: "contract_date",
      word: "Contract date",
      value: commitment.contractDate,
      isCarried: true,
    },
    inMemo({
      name: "retainage_percent",
      word: "Retainage",
      value: commitment.retainagePercent,
      unit: "%",
    }),
    { name: "currency", word: "Currency", value: commitment.currency, isCarried: true },
    ...promisedLines(commitment).flatMap(lineFields),
    ...commitment.changeOrders.filter(isPendingChange).map(pendingField),
  ];
}

const inMemo = (field: Omit<Compared, "isCarried">) =>
  ({ ...field, isCarried: true, carriedBy: "memo" }) as Compared;

function pendingField({ id, number, title, total }: ChangeOrder): Compared {
  return {
    ...named(`pending change order ${number}${title ? ` · ${title}` : ""}`),
    of: "pending change order",
    key: `${id} pending`,
    value: total,
    kind: "money",
    isCarried: false,
  };
}

function lineFields({ key, called, line, part }: PromisedLine): Compared[] {
  const name = `${called}${line.description ? ` · ${line.description}` : ""}`;
  const field = (
    what: "amount" | "description" | "cost code" | "cost type" | "quantity" | "unit cost",
    value: string | undefined,
  ): Compared => ({
    ...named(what === "amount" ? name : `${name}: ${what}`),
    of: `${part} ${what}`,
    key: `${key} ${what}`,
    value,
    isCarried: true,
    ...((what === "amount" || what === "unit cost") && { kind: "money" }),
  });
  return [
    field("amount", line.amount),
    field("description", line.description),
    field("cost code", line.costCode),
    field("cost type", line.costType),
    field("quantity", line.quantity),
    // A lump sum repeats its amount as unit cost.
    field("unit cost", isLumpSum(line) ? undefined : line.unitCost),
  ];
}

const named = (name: string) => ({ name, word: name });

function isLumpSum({ unitCost, amount }: CommitmentLine): boolean {
  return unitCost !== undefined && new Decimal(unitCost).equals(amount);
}
