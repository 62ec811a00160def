import { z } from "zod";
import type { AppliedPayment } from "../connector.ts";
import { placeholders, type SuiteQl } from "./suiteql.ts";

/** The field of the check number holds this until the check is printed. */
export const TO_PRINT = "To Print";

const Row = z.object({ payer: z.string(), accounttype: z.string().nullish() });
const IDS_PER_QUERY = 150;

/** Live accounts have lost the column `transaction.account`; the ledger's lines still tell. */
export async function payingAccounts(
  suiteql: SuiteQl,
  paymentIds: string[],
): Promise<Map<string, string>> {
  const types = new Map<string, Set<string>>();
  for (let start = 0; start < paymentIds.length; start += IDS_PER_QUERY) {
    const params = paymentIds.slice(start, start + IDS_PER_QUERY);
    const sql = () => `
      select distinct g.transaction as payer, a.accttype as accounttype
      from transactionaccountingline g join account a on a.id = g.account
      where g.transaction in (${placeholders(params)}) and a.accttype in ('Bank', 'CredCard')
      order by g.transaction, a.accttype`;
    const optionalTable = "transactionaccountingline";
    for (const row of await suiteql.all({ row: Row, sql, params, optionalTable })) {
      const ofPayer = types.get(row.payer) ?? new Set();
      types.set(row.payer, ofPayer.add(row.accounttype ?? ""));
    }
  }
  // A payment with both a bank and a card account does not tell which one paid.
  return new Map(
    [...types].flatMap(([payer, some]) => (some.size === 1 ? [[payer, [...some].join()]] : [])),
  );
}

/** A bank's check number; a trace number of the ACH network has 15 digits. */
const CHECK_NUMBER = /^\d{1,10}$/;
const ELECTRONIC_NUMBER = /ach|eft|wire/i;

/** NetSuite has no payment method, and `tranid`, labelled "Check #", may be no check's number. */
export function methodOf(
  tranid: string | null | undefined,
  accountType: string | null | undefined,
): Pick<AppliedPayment, "method" | "checkNumber" | "documentNumber"> {
  const none = { checkNumber: undefined, documentNumber: undefined };
  if (tranid === TO_PRINT) return { ...none, method: "check" };
  const numbered = { ...none, documentNumber: tranid || undefined };
  if (accountType === "CredCard") return { ...numbered, method: "credit_card" };
  if (tranid && ELECTRONIC_NUMBER.test(tranid)) return { ...numbered, method: "electronic" };
  if (!accountType) return { ...numbered, method: undefined };
  if (accountType !== "Bank" || !tranid) return { ...numbered, method: "electronic" };
  if (CHECK_NUMBER.test(tranid)) return { ...none, method: "check", checkNumber: tranid };
  return { ...numbered, method: undefined };
}
