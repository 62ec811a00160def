import { Decimal } from "decimal.js";
import { z } from "zod";
import type { AppliedPayment, BillPayments, Settlement } from "../connector.ts";
import type { Currencies } from "./currencies.ts";
import { ofOneMoment } from "./one-moment.ts";
import { payersOfSeveral } from "./payers-of-several.ts";
import { methodOf, payingAccounts } from "./payment-method.ts";
import { stateOf } from "./payment-state.ts";
import { placeholders, type Query, type SuiteQl } from "./suiteql.ts";

const text = z.string().nullish();
const Row = z.object({
  bill: z.string(),
  billnumber: text,
  billvendor: text,
  billcurrency: text,
  billdate: text,
  billdue: text,
  total: text,
  unpaid: text,
  billline: text,
  payer: text,
  payerline: text,
  applied: text,
  payertotal: text,
  type: text,
  tranid: text,
  trandate: text,
  status: text,
  voided: text,
  currency: text,
  accounttype: text,
});
type Row = z.output<typeof Row>;

/** One statement: bills and links are of one moment. A link is of two lines, and may repeat. */
const query = (ids: string[]): Query<Row> => ({
  row: Row,
  params: ids,
  optional: ["voided", "account", "currency", "duedate"],
  sql: (has) => `
    select b.id as bill, b.tranid as billnumber, b.entity as billvendor, to_char(b.trandate, 'YYYY-MM-DD') as billdate, b.foreigntotal as total, b.foreignamountunpaid as unpaid,
      l.previousline as billline, l.nextdoc as payer, l.nextline as payerline, l.foreignamount as applied,
      p.foreigntotal as payertotal, p.type as type, p.tranid as tranid, to_char(p.trandate, 'YYYY-MM-DD') as trandate, p.status as status
      ${has("duedate") ? ", to_char(b.duedate, 'YYYY-MM-DD') as billdue" : ""}${has("currency") ? ", b.currency as billcurrency, p.currency as currency" : ""}${has("voided") ? ", p.voided as voided" : ""}${has("account") ? ", a.accttype as accounttype" : ""}
    from transaction b
      left join nexttransactionlinelink l on l.previousdoc = b.id and l.linktype = 'Payment'
      left join transaction p on p.id = l.nextdoc
      ${has("account") ? "left join account a on a.id = p.account" : ""}
    where b.type = 'VendBill' and b.id in (${placeholders(ids)})
    order by b.id, l.previousline, l.nextdoc, l.nextline`,
});

export async function paymentsOf(
  suiteql: SuiteQl,
  currencies: Pick<Currencies, "naming">,
  billIds: string[],
): Promise<BillPayments[]> {
  const all = await ofOneMoment(suiteql, billIds, query);
  const isoOf = await currencies.naming(all.flatMap((row) => [row.billcurrency, row.currency]));
  for (const row of all) row.billcurrency = isoOf(row.billcurrency);
  for (const row of all) row.currency = isoOf(row.currency);
  const links = await withAccounts(suiteql, distinct(all));
  const several = await payersOfSeveral(suiteql, payersWithoutShare(links));
  return [...Map.groupBy(links, ({ bill }) => bill)].map(([billId, ofBill]) =>
    billPayments(billId, ofBill, several),
  );
}

/** It is not documented whether the link of an unposted payment shows its amount. */
function payersWithoutShare(links: Row[]): string[] {
  const without = links.filter((link) => isPayment(link) && isUnsaid([link]));
  return [...new Set(without.flatMap(({ payer }) => payer ?? []))];
}

/** A query of its own does no harm: the account that paid never changes. */
async function withAccounts(suiteql: SuiteQl, links: Row[]): Promise<Row[]> {
  const unknown = links.flatMap(({ payer, type, accounttype }) =>
    payer && type === "VendPymt" && !accounttype ? [payer] : [],
  );
  const types = await payingAccounts(suiteql, [...new Set(unknown)]);
  return links.map((link) => ({
    ...link,
    accounttype: link.accounttype ?? types.get(link.payer ?? ""),
  }));
}

function distinct(rows: Row[]): Row[] {
  return [
    ...new Map(
      rows.map((row) => [[row.bill, row.billline, row.payer, row.payerline].join(), row]),
    ).values(),
  ];
}

function billPayments(billId: string, links: Row[], several: Set<string>): BillPayments {
  const bill = links[0];
  const total = positive(bill?.total);
  const payers = [...Map.groupBy(links, ({ payer }) => payer ?? "")].filter(([payer]) => payer);
  const payments = payers
    .filter(([, [first]]) => isPayment(first))
    .map(([paymentId, rows]) =>
      payment(rows, { paymentId, mostOfIt: several.has(paymentId) ? undefined : total }),
    );
  const settlements = payers
    .filter(([, [first]]) => !isPayment(first))
    .flatMap(([, rows]) => settlement(rows));
  const settled = [...payments.filter(isPosted), ...settlements].reduce(
    (sum, { amount }) => sum.plus(amount),
    new Decimal(0),
  );
  const unpaid = bill?.unpaid ? positive(bill.unpaid) : total.minus(settled);
  return {
    billId,
    billNumber: bill?.billnumber ?? undefined,
    currency: bill?.billcurrency ?? undefined,
    vendorId: bill?.billvendor ?? undefined,
    date: bill?.billdate ?? undefined,
    dueDate: bill?.billdue ?? undefined,
    total: total.toFixed(),
    unpaid: unpaid.toFixed(),
    unseen: Decimal.max(0, total.minus(unpaid).minus(settled)).toFixed(),
    payments,
    settlements,
    problem: hiddenPayer(billId, links),
  };
}

const isPayment = (link: Row | undefined) => link?.type === "VendPymt";

const isPosted = ({ state }: AppliedPayment) =>
  state === "paid" || state === "in_transit" || state === "to_print";

const SETTLED_BY: Record<string, Settlement["by"]> = {
  VendCred: "credit",
  VPrepApp: "prepayment",
  Journal: "journal",
};

function settlement(links: Row[]): Settlement[] {
  const amount = appliedBy(links);
  const { type, tranid } = links[0] as Row;
  if (amount.isZero() || !type) return [];
  const by = SETTLED_BY[type] ?? "other";
  return [{ by, number: tranid ?? undefined, amount: amount.toFixed() }];
}

function appliedBy(links: Row[]): Decimal {
  return links.reduce((sum, { applied }) => sum.plus(positive(applied)), new Decimal(0));
}

/** The join finds no payer that the role may not see: left out, the payment would count as gone. */
function hiddenPayer(billId: string, links: Row[]): string | undefined {
  const hidden = links.find(
    ({ payer, applied, type }) => payer && !type && !positive(applied).isZero(),
  );
  if (!hidden) return undefined;
  return (
    `NetSuite: ${positive(hidden.applied).toFixed(2)} was paid on bill ${hidden.billnumber ?? billId}, but the integration's role may not see by what (transaction ${hidden.payer}). ` +
    "A NetSuite administrator must let the role view Transactions > Pay Bills, and Enter Vendor Credits and Make Journal Entry where bills are settled by those. No payment of this bill was changed."
  );
}

function isUnsaid(links: Row[]): boolean {
  const applied = appliedBy(links);
  return applied.isZero() && stateOf(links[0] as Row, applied) !== "voided";
}

/** `mostOfIt`: undefined where other bills share the payment. */
function payment(
  links: Row[],
  { paymentId, mostOfIt }: { paymentId: string; mostOfIt: Decimal | undefined },
): AppliedPayment {
  const { trandate, payertotal, currency, ...about } = links[0] as Row;
  const applied = appliedBy(links);
  const state = stateOf(about, applied);
  const whole = positive(payertotal);
  const amount = isUnsaid(links) && mostOfIt ? Decimal.min(whole, mostOfIt) : applied;
  return {
    paymentId,
    amount: amount.toFixed(),
    partOf: isUnsaid(links) && !mostOfIt ? whole.toFixed() : undefined,
    currency: currency ?? undefined,
    date: trandate ?? "",
    ...methodOf(about.tranid, about.accounttype),
    state,
  };
}

function positive(amount: string | null | undefined): Decimal {
  return new Decimal(amount || "0").abs();
}
