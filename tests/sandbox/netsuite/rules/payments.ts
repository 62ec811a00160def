import { text, type Account, type NsRecord } from "../account.ts";
import { userError } from "../refusal.ts";
import { today } from "./account-date.ts";
import { total } from "./amounts.ts";
import { periodOf, refuseClosed } from "./periods.ts";

/**
 * Moves `modified` on one side of an application, now the bills', now the payment's: live accounts
 * do either.
 * A payment that is new or changed in itself is always `always`.
 */
export function bumpBills(
  account: Account,
  payment: NsRecord,
  { always, bills = billsOf(account, payment) }: { always?: "payment"; bills?: NsRecord[] } = {},
): void {
  const { applicationBumps } = account.options;
  const side =
    applicationBumps === "either"
      ? account.random() < 0.5
        ? "bill"
        : "payment"
      : applicationBumps;
  const bump = (record: NsRecord) => account.put({ ...record, modified: account.now() });
  if (side !== "payment") bills.forEach(bump);
  if (side !== "bill" || always === "payment") bump(payment);
}

function billsOf(account: Account, payment: NsRecord): NsRecord[] {
  return (payment.lines.apply ?? []).flatMap(
    (line) => account.get("vendorBill", text(line, "doc")) ?? [],
  );
}

/**
 * Reversing journals on: the amounts stay, the links fall to zero, a journal with opposite amounts
 * points at the payment.
 * Off: the amount becomes zero and the links go.
 */
export function voidPayment(
  account: Account,
  payment: NsRecord,
  reversing = account.options.reversingJournals,
): NsRecord | undefined {
  if (payment.fields.voided === true) throw userError("This transaction has already been voided.");
  const bills = billsOf(account, payment);
  if (!reversing) refuseClosed(account, payment);
  const journal = reversing ? reverse(account, payment) : undefined;
  const voided: NsRecord = {
    ...payment,
    fields: {
      ...payment.fields,
      voided: true,
      ...(journal ? { voidJournal: journal.id } : { total: "0.00" }),
    },
    lines: {
      apply: journal
        ? (payment.lines.apply ?? []).map(({ line, fields }) => ({
            line,
            fields: { ...fields, amount: "0.00" },
          }))
        : [],
    },
  };
  account.put(voided);
  bills.forEach((bill) => account.touch(bill));
  bumpBills(account, voided, { bills });
  return journal;
}

function reverse(account: Account, payment: NsRecord): NsRecord {
  const tranDate = today(account);
  const amount = total(payment).toFixed(2);
  const { entity, subsidiary, currency, exchangeRate } = payment.fields;
  const memo = `Void of ${text(payment, "tranId") || text(payment, "transactionNumber")}`;
  const journal: NsRecord = {
    type: "journalEntry",
    id: account.nextId("journalEntry"),
    externalId: null,
    created: account.now(),
    modified: account.now(),
    nextLine: 3,
    fields: {
      entity: entity ?? null,
      subsidiary: subsidiary ?? null,
      currency: currency ?? null,
      exchangeRate: exchangeRate ?? null,
      tranDate,
      memo,
      postingPeriod: periodOf(account, tranDate).id,
    },
    lines: {
      line: [
        {
          line: 1,
          fields: {
            account: text(payment, "account"),
            debit: amount,
            entity: entity ?? null,
            memo,
          },
        },
        {
          line: 2,
          fields: {
            account: text(payment, "apAcct"),
            credit: amount,
            entity: entity ?? null,
            memo,
            doc: payment.id,
          },
        },
      ],
    },
  };
  refuseClosed(account, journal);
  journal.fields.tranId = `VOID${account.next("journalEntry")}`;
  account.put(journal);
  return journal;
}

/** The payment stays, its money no longer on any bill. */
export function unapplyPayment(account: Account, payment: NsRecord): void {
  if (payment.fields.voided === true) throw userError("A voided transaction cannot be changed.");
  refuseClosed(account, payment);
  const bills = billsOf(account, payment);
  const unapplied: NsRecord = { ...payment, lines: { apply: [] } };
  account.put(unapplied);
  bumpBills(account, unapplied, { bills });
}
