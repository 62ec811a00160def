import { Decimal } from "decimal.js";
import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import type { Page } from "./open-records.ts";
import { fromRow as toRecord, recordColumns, type SyncRecord } from "./records.ts";

/** As the ERP last said it; amounts are decimals in the bill's currency. */
export interface Bill {
  companyId: string;
  recordId: string;
  /** ISO 4217; null: the ERP does not say. */
  currency: string | null;
  /** YYYY-MM-DD; null: the ERP does not say. */
  dated: string | null;
  dueDate: string | null;
  total: string;
  unpaid: string;
  /** Counted as paid by the ERP, but not shown: a discount, or what is out of sight. */
  unseen: string;
  settlements: BillSettlement[];
  /** The contract's currency (ISO 4217) when its payments were compared with it. */
  heldAgainst: string | null;
  /** In a sentence: why what is known of how it was paid is not all, and what to do. */
  doubt: string | null;
}

export interface BillSettlement {
  by: "credit" | "prepayment" | "journal" | "other";
  number?: string | undefined;
  amount: string;
}

/** `bill`: null until its payments have been read. `contractCurrency`: ISO 4217. */
export type BilledRecord = SyncRecord & { bill: Bill | null; contractCurrency: string | null };

/** Terms give a few percent: more than a tenth was paid by something out of sight. */
export const isTooMuchForDiscount = ({ unseen, total }: Pick<Bill, "unseen" | "total">) =>
  new Decimal(unseen).times(10).greaterThan(total);

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

const ofBill = columns<Bill>(
  {
    companyId: "company_id",
    recordId: "record_id",
    currency: "currency",
    dated: "dated",
    dueDate: "due_date",
    total: "total",
    unpaid: "unpaid",
    unseen: "unseen",
    settlements: "settlements",
    heldAgainst: "held_against",
    doubt: "doubt",
  },
  { json: ["settlements"] },
);

/** Where Procore names none: the currency of the order in the ERP, or else of the oldest bill. */
const CONTRACT_CURRENCY = `coalesce(contract.currency, contract.erp_currency, (
  select b.currency from bills b
    join records r on r.company_id = b.company_id and r.record_id = b.record_id
   where r.company_id = records.company_id and r.connection_id = records.connection_id
     and r.parent = records.parent and b.currency is not null
   order by r.record_id limit 1))`;

const MOST_ASKED_AGAIN = 1000;

export async function saveBill(scope: Scope, said: Bill): Promise<void> {
  await scope("bills").insert(ofBill.toRow(said)).onConflict(["company_id", "record_id"]).merge();
}

/** By record id, oldest first. */
export async function billsOf(
  scope: Scope,
  companyId: string,
  recordIds: string[],
): Promise<Map<string, Bill>> {
  const rows = await scope("bills")
    .where({ company_id: companyId })
    .whereIn("record_id", recordIds)
    .orderBy("record_id");
  return new Map(rows.map(ofBill.fromRow).map((one) => [one.recordId, one]));
}

/** Like `CONTRACT_CURRENCY`, from what is already read; null: nobody has said it. */
export function contractCurrency(
  { currency, erpCurrency }: Pick<SyncRecord, "currency" | "erpCurrency">,
  bills: Bill[],
): string | null {
  return currency ?? erpCurrency ?? bills.find((bill) => bill.currency)?.currency ?? null;
}

export async function recordsOfBills(
  scope: Scope,
  connection: OfConnection,
  billIds: string[],
): Promise<BilledRecord[]> {
  return read(billed(scope, connection).whereIn("records.erp_id", billIds));
}

/** Bills not read yet, with unseen payments, in doubt, or that may differ in currency from their contract. */
export async function billsToAskAgain(
  scope: Scope,
  connection: OfConnection,
): Promise<BilledRecord[]> {
  return read(
    billed(scope, connection)
      .where((open) =>
        open
          .whereNull("bills.total")
          .orWhere("bills.unseen", ">", 0)
          .orWhereNotNull("bills.doubt")
          .orWhere(scope.raw(`${CONTRACT_CURRENCY} is distinct from bills.held_against`))
          .orWhereIn(
            "records.record_id",
            scope("payments")
              .where({ company_id: connection.companyId, state: "other_currency" })
              .select("record_id"),
          ),
      )
      .orderBy("records.record_id", "desc")
      .limit(MOST_ASKED_AGAIN),
  );
}

export async function billsToCompare(
  scope: Scope,
  connection: OfConnection,
  { after, limit }: Page,
): Promise<BilledRecord[]> {
  const later = billed(scope, connection).where("records.record_id", ">", after);
  return read(later.orderBy("records.record_id").limit(limit));
}

export interface DoubtfulBills {
  count: number;
  first: {
    /** The number of the record under which people find it; null: not known. */
    contract: string | null;
    invoice: string;
    doubt: string;
  }[];
}

export async function doubtfulBills(
  scope: Scope,
  connection: OfConnection,
  most: number,
): Promise<DoubtfulBills> {
  const rows = await billed(scope, connection)
    .clear("select")
    .whereNotNull("bills.doubt")
    .orderBy("records.record_id")
    .limit(most)
    .select<(DoubtfulBills["first"][number] & { of: number })[]>(
      "contract.number as contract",
      "records.number as invoice",
      "bills.doubt",
      scope.raw("count(*) over ()::int as of"),
    );
  return {
    count: rows[0]?.of ?? 0,
    first: rows.map(({ contract, invoice, doubt }) => ({ contract, invoice, doubt })),
  };
}

export async function firstBillAt(
  scope: Scope,
  { companyId, connectionId }: OfConnection,
): Promise<Date | undefined> {
  const row = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, document: "bill" })
    .whereNotNull("erp_id")
    .min<{ first: Date | null }>("pushed_at as first")
    .first();
  return row?.first ?? undefined;
}

const OF_BOTH = ["bills.company_id", "bills.record_id", "bills.currency"];

function billed(scope: Scope, { companyId, connectionId }: OfConnection): Knex.QueryBuilder {
  return scope("records")
    .leftJoin("bills", (on) =>
      on.on("bills.company_id", "records.company_id").andOn("bills.record_id", "records.record_id"),
    )
    .leftJoin("records as contract", (on) =>
      on
        .on("contract.company_id", "records.company_id")
        .andOn("contract.connection_id", "records.connection_id")
        .andOn("contract.parent", "records.parent")
        .andOn(scope.raw("contract.kind || ':' || contract.procore_id = records.parent")),
    )
    .where({
      "records.company_id": companyId,
      "records.connection_id": connectionId,
      "records.document": "bill",
    })
    .whereNotNull("records.erp_id")
    .select(
      ...recordColumns("records"),
      scope.raw(`${CONTRACT_CURRENCY} as contract_currency`),
      scope.ref("bills.currency").as("bill_currency"),
      ...ofBill.names("bills").filter((name) => !OF_BOTH.includes(name)),
    );
}

async function read(query: Knex.QueryBuilder): Promise<BilledRecord[]> {
  const rows = (await query) as Record<
    "total" | "bill_currency" | "contract_currency",
    string | null
  >[];
  return rows.map((row) => ({
    ...toRecord(row),
    contractCurrency: row.contract_currency,
    bill: row.total === null ? null : { ...ofBill.fromRow(row), currency: row.bill_currency },
  }));
}
