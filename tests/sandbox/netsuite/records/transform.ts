import { text, type Account, type NsRecord } from "../account.ts";
import { invalidRequest } from "../refusal.ts";
import { billedLines, decimal, sum } from "../rules/amounts.ts";
import { createRecord, type Saved, type Saving } from "./save-record.ts";

interface Transformation {
  target: string;
  body: Record<string, unknown>;
  saving: Saving;
}

/**
 * `POST {type}/{id}/!transform/{target}`: an order becomes a bill of what is not billed yet, a bill
 * its payment. The body adds to it.
 */
export function transform(
  account: Account,
  source: NsRecord,
  { target, body, saving }: Transformation,
): Saved {
  const wanted = `${source.type} ${target}`.toLowerCase();
  if (wanted === "purchaseorder vendorbill") {
    return createRecord(account, "vendorBill", { ...billOf(account, source), ...body }, saving);
  }
  if (wanted === "vendorbill vendorpayment") {
    return createRecord(
      account,
      "vendorPayment",
      {
        entity: source.fields.entity,
        apply: { items: [{ doc: source.id, apply: true }] },
        ...body,
      },
      saving,
    );
  }
  throw invalidRequest(`A ${source.type} cannot be transformed to ${target}.`);
}

function billOf(account: Account, order: NsRecord): Record<string, unknown> {
  const lines = (sublist: "item" | "expense", what: "item" | "account") =>
    (order.lines[sublist] ?? []).flatMap((line) => {
      const open = decimal(text(line, "amount")).minus(
        sum(billedLines(account, order.id, line.line).map((billed) => text(billed, "amount"))),
      );
      if (open.lte(0) || line.fields.isClosed === true) return [];
      return [
        {
          [what]: text(line, what),
          amount: open.toNumber(),
          orderDoc: order.id,
          orderLine: line.line,
        },
      ];
    });
  return {
    entity: text(order, "entity"),
    item: { items: lines("item", "item") },
    expense: { items: lines("expense", "account") },
  };
}
