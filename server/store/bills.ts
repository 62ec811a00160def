import type { Knex } from "knex";
import type { Scope } from "../database/scope.ts";
import { columns } from "./columns.ts";
import { fromRow as toRecord, recordColumns, type SyncRecord } from "./records.ts";

/** What the ERP last said of a bill: amounts are decimals in the bill's currency. */
export interface Bill {
  companyId: string;
  recordId: string;
  /** ISO 4217, as the ERP says it; null where it does not. */
  currency: string | null;
  total: string;
  unpaid: string;
  /** How much more the ERP counts as paid than it shows: a discount, or what is out of sight. */
  unseen: string;
  /** What lowered it beside payments. */
  settlements: BillSettlement[];
  /** The contract's currency, as `contractCurrency`, when its payments were held against it. */
  heldAgainst: string | null;
}

export interface BillSettlement {
  by: "credit" | "prepayment" | "journal" | "other";
  /** The ERP's number for people. */
  number?: string | undefined;
  amount: string;
}

/**
 * A record that is a bill in the ERP; `bill` is null until its payments have been read once.
 * `contractCurrency`: ISO 4217, of the record under which Procore shows them.
 */
export type BilledRecord = SyncRecord & { bill: Bill | null; contractCurrency: string | null };

type OfConnection = Pick<SyncRecord, "companyId" | "connectionId">;

const ofBill = columns<Bill>(
  {
    companyId: "company_id",
    recordId: "record_id",
    currency: "currency",
    total: "total",
    unpaid: "unpaid",
    unseen: "unseen",
    settlements: "settlements",
    heldAgainst: "held_against",
  },
  { json: ["settlements"] },
);

/**
 * Where Procore does not say it: what its order is in, as the ERP has shown it, or else its oldest
 * bill.
 */
const CONTRACT_CURRENCY = `coalesce(contract.currency, contract.erp_currency, (
  select b.currency from bills b
    join records r on r.company_id = b.company_id and r.record_id = b.record_id
   where r.company_id = records.company_id and r.connection_id = records.connection_id
     and r.parent = records.parent and b.currency is not null
   order by r.record_id limit 1))`;

const MOST_ASKED_AGAIN = 1000;

export async function saveBill(scope: Scope, said: Bill): Promise<void> {
  await scope("bills")
    .insert(ofBill.toRow(said))
    .onConflict(["company_id", "record_id"])
    .merge(["currency", "total", "unpaid", "unseen", "settlements", "held_against"]);
}

/** What is known of these records' bills, by record id, the oldest first. */
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

/** As `CONTRACT_CURRENCY`, of what has been read already; null: nobody has said it. */
export function contractCurrency(
  { currency, erpCurrency }: Pick<SyncRecord, "currency" | "erpCurrency">,
  bills: Bill[],
): string | null {
  const oldest = bills.find((bill) => bill.currency !== null);
  return currency ?? erpCurrency ?? oldest?.currency ?? null;
}

/** Records that are one of these bills of the ERP. */
export async function recordsOfBills(
  scope: Scope,
  connection: OfConnection,
  billIds: string[],
): Promise<BilledRecord[]> {
  return read(billed(scope, connection).whereIn("records.erp_id", billIds));
}

/**
 * Bills whose payments nobody has read yet, of which the ERP counts more as paid than it shows, that
 * were paid in another currency than their contract had, or whose contract has got another one since.
 */
export async function billsToAskAgain(
  scope: Scope,
  connection: OfConnection,
): Promise<BilledRecord[]> {
  return read(
    billed(scope, connection)
      .whereNotNull("records.erp_id")
      .where((open) =>
        open
          .whereNull("bills.total")
          .orWhere("bills.unseen", ">", 0)
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

/** When our first bill came to be in the ERP; undefined: there is none yet. */
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
    .select(
      ...recordColumns("records"),
      scope.raw(`${CONTRACT_CURRENCY} as contract_currency`),
      scope.ref("bills.currency").as("bill_currency"),
      "bills.total",
      "bills.unpaid",
      "bills.unseen",
      "bills.settlements",
      "bills.held_against",
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
