import { BadAct, type Act } from "../../core/system.ts";
import { text, type Account } from "../account.ts";
import { createRecord } from "../records/save-record.ts";
import { TO_PRINT } from "../rules/payment-state.ts";
import { findRecord, optionalText } from "./arguments.ts";

/**
 * Methods and the accounts they pay from: NetSuite keeps no method of its own, readers tell it from
 * the account and the check number.
 */
export const METHODS = { check: "121", electronic: "122", credit_card: "131" } as const;
type Method = keyof typeof METHODS;

interface Part {
  billId?: string;
  tranId?: string;
  amount?: string;
  discount?: string;
}

/**
 * One bill (`billId` or `tranId`, `amount`) or several in one payment (`bills`). Without an amount,
 * all that is due.
 */
export function payBill(
  account: Account,
  action: Act,
): { paymentId: string; transactionNumber: string; checkNumber: string | null } {
  const method = readMethod(action);
  const parts = Array.isArray(action.bills) ? (action.bills as Part[]) : [action as Part];
  const items = parts.map(({ billId, tranId, amount, discount }) => {
    const bill = findRecord(account, "vendorBill", { do: action.do, billId, tranId }, "billId");
    return {
      entity: text(bill, "entity"),
      line: {
        doc: bill.id,
        apply: true,
        ...(amount !== undefined && { amount: readAmount(amount) }),
        ...(discount !== undefined && { disc: readAmount(discount) }),
      },
    };
  });
  const toBePrinted = action.toBePrinted === true;
  const checkNumber = toBePrinted
    ? TO_PRINT
    : (optionalText(action, "checkNumber") ??
      (method === "check" ? account.next("check") : undefined));
  const body = {
    entity: items[0]?.entity,
    account: METHODS[method],
    apply: { items: items.map(({ line }) => line) },
    memo: optionalText(action, "memo") ?? null,
    toBePrinted,
    ...(checkNumber && { tranId: checkNumber }),
    ...(optionalText(action, "date") && { tranDate: optionalText(action, "date") }),
  };
  const { record } = createRecord(account, "vendorPayment", body);
  return {
    paymentId: record.id,
    transactionNumber: text(record, "transactionNumber"),
    checkNumber: checkNumber ?? null,
  };
}

function readMethod(action: Act): Method {
  const method = optionalText(action, "method") ?? "check";
  if (!Object.hasOwn(METHODS, method)) {
    throw new BadAct(`${method} is no payment method: ${Object.keys(METHODS).join(", ")}`);
  }
  return method as Method;
}

/** The body of a request holds a number; fifteen digits pass through it unchanged. */
function readAmount(amount: string): number {
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount)) {
    throw new BadAct(`${amount} is no amount: write it like 1250.00`);
  }
  return Number(amount);
}
