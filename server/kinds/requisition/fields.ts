import type { Field } from "../field.ts";
import { retainedBy } from "./retainage.ts";
import { type RequisitionSnapshot, WHOLE } from "./snapshot.ts";

export const comparedOfRequisition = {
  payment_due: WHOLE,
  retainage: WHOLE,
  retainage_of_invoice: WHOLE,
  status: WHOLE,
  invoice_number: WHOLE,
  billing_date: WHOLE,
  payment_date: WHOLE,
  "line amount": WHOLE,
  "line retainage": WHOLE,
  "line description": WHOLE,
};

type Compared = Field<keyof typeof comparedOfRequisition>;

/** Without origin ids, which Crosstie itself writes to Procore. */
export function requisitionFields(requisition: RequisitionSnapshot): Compared[] {
  const retained = retainedBy(requisition);
  return [
    {
      name: "payment_due",
      word: "Current payment due",
      value: requisition.total,
      kind: "total",
      isCarried: true,
    },
    {
      name: "retainage",
      word: "Total retainage",
      value: requisition.retainage,
      kind: "money",
      isCarried: false,
    },
    {
      name: "retainage_of_invoice",
      word: "Retainage of this invoice",
      value: retained.isZero() ? undefined : retained.toFixed(2),
      kind: "money",
      isCarried: true,
      carriedBy: "memo",
    },
    { name: "status", word: "Status", value: requisition.status, isCarried: false, decides: true },
    {
      name: "invoice_number",
      word: "Invoice number",
      value: requisition.invoiceNumber,
      isCarried: true,
    },
    {
      name: "billing_date",
      word: "Billing date",
      value: requisition.billingDate ?? requisition.periodEnd,
      isCarried: true,
    },
    { name: "payment_date", word: "Due date", value: requisition.paymentDate, isCarried: true },
    ...requisition.items.flatMap((item, index): Compared[] => {
      const name = `line ${index + 1}${item.description ? ` · ${item.description}` : ""}`;
      const [retainedOfLine, described] = [`${name}: retainage`, `${name}: description`];
      const retainedHere = retainedBy({ items: [item] });
      return [
        {
          of: "line amount",
          key: `${item.id} amount`,
          name,
          word: name,
          value: item.amount,
          kind: "money",
          isCarried: true,
        },
        {
          of: "line retainage",
          key: `${item.id} retainage`,
          name: retainedOfLine,
          word: retainedOfLine,
          value: retainedHere.isZero() ? undefined : retainedHere.toFixed(2),
          kind: "money",
          isCarried: true,
        },
        {
          of: "line description",
          key: `${item.id} description`,
          name: described,
          word: described,
          value: item.description,
          isCarried: true,
        },
      ];
    }),
  ];
}
