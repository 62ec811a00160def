import { ActRefused, BadAct, type Act } from "../../core/system.ts";
import { text, type Account, type NsRecord } from "../account.ts";
import type { RecordType } from "../records/schema.ts";
import { today } from "../rules/account-date.ts";
import { decimal, due } from "../rules/amounts.ts";
import { bumpBills } from "../rules/payments.ts";
import { periodOf } from "../rules/periods.ts";
import { findRecord, requiredText } from "./arguments.ts";

/** What lowers a bill beside payments, with the number that people know it by. */
const SERIES = {
  vendorCredit: "VC-",
  vendorPrepaymentApplication: "VPREPAPP",
  journalEntry: "JE",
} as const satisfies Partial<Record<RecordType, string>>;

/** Accounting applies a credit (a new one, or `creditId`), a prepayment or a journal to this bill. */
export function settleBill(
  account: Account,
  action: Act,
  type: keyof typeof SERIES,
): { id: string; tranId: string } {
  const bill = findRecord(account, "vendorBill", action, "billId");
  const amount = readAmount(requiredText(action, "amount"));
  if (decimal(amount).gt(due(account, bill))) {
    throw new ActRefused(`no more than ${due(account, bill).toFixed(2)} is due on this bill`);
  }
  const payer =
    action.creditId === undefined
      ? payerOf(account, bill, { type, amount })
      : applyTo(bill, findRecord(account, "vendorCredit", action, "creditId"), amount);
  account.put(payer);
  bumpBills(account, payer, { always: "payment" });
  return { id: payer.id, tranId: text(payer, "tranId") };
}

/** Nobody applies one credit twice here. */
function applyTo(bill: NsRecord, credit: NsRecord, amount: string): NsRecord {
  const { apply = [] } = credit.lines;
  if (apply.length > 0 || decimal(amount).gt(text(credit, "total"))) {
    throw new ActRefused(`no more than ${text(credit, "total")} is left of this credit`);
  }
  const line = { line: 1, fields: { doc: bill.id, apply: true, amount } };
  return { ...credit, lines: { ...credit.lines, apply: [line] } };
}

function payerOf(
  account: Account,
  bill: NsRecord,
  { type, amount }: { type: keyof typeof SERIES; amount: string },
): NsRecord {
  const tranDate = today(account);
  const { entity, subsidiary, currency, exchangeRate } = bill.fields;
  const same = {
    entity: entity ?? null,
    subsidiary: subsidiary ?? null,
    currency: currency ?? null,
    exchangeRate: exchangeRate ?? null,
  };
  const side = (line: number, ledger: string, column: "debit" | "credit") => ({
    line,
    fields: { account: ledger, [column]: amount, entity: same.entity },
  });
  return {
    type,
    id: account.nextId(type),
    externalId: null,
    created: account.now(),
    modified: account.now(),
    nextLine: 3,
    fields: {
      ...same,
      tranDate,
      total: amount,
      tranId: `${SERIES[type]}${account.next(type)}`,
      postingPeriod: periodOf(account, tranDate).id,
    },
    lines: {
      apply: [{ line: 1, fields: { doc: bill.id, apply: true, amount } }],
      ...(type === "journalEntry" && { line: [side(1, "111", "debit"), side(2, "121", "credit")] }),
    },
  };
}

function readAmount(amount: string): string {
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount)) {
    throw new BadAct(`${amount} is no amount: write it like 1250.00`);
  }
  return decimal(amount).toFixed(2);
}
