import type { Scope } from "../database/scope.ts";
import type { Page } from "./open-records.ts";
import {
  fromRow,
  type ProcoreObject,
  recordColumnsOf,
  type SyncRecord,
  toRow,
  whereObject,
} from "./records.ts";

const COMPARED = [
  "companyId",
  "recordId",
  "kind",
  "procoreId",
  "document",
  "pushedAt",
  "written",
  "sentVendor",
  "erpId",
] as const;

export type Counterpart = Pick<SyncRecord, (typeof COMPARED)[number]> & {
  erpId: string;
  /** Whom Procore names by now; null: nobody. */
  vendorNow: VendorNow | null;
  /** ISO 4217, of the contract that it is under; null: Procore does not say, or it is one. */
  contractCurrency: string | null;
};

export interface VendorNow {
  name: string;
  /** The ERP's; null: not linked, or not there yet. */
  erpId: string | null;
  formerErpId: string | null;
}

/** Of the contract: what an invoice says of it may be older. */
const VENDOR_NOW = `(
  select json_build_object(
     'name', vendor.title, 'erpId', vendor.erp_id, 'formerErpId', vendor.former_erp_id)
    from records contract
    join records vendor on vendor.company_id = contract.company_id
     and vendor.connection_id = contract.connection_id
     and vendor.kind = any(?) and vendor.procore_id = contract.vendor_id
   where contract.company_id = records.company_id
     and contract.connection_id = records.connection_id
     and contract.parent = records.parent
     and contract.kind || ':' || contract.procore_id = records.parent)`;

const CONTRACT_CURRENCY = `(
  select contract.currency from records contract
   where contract.company_id = records.company_id
     and contract.connection_id = records.connection_id
     and contract.parent = records.parent
     and contract.kind || ':' || contract.procore_id = records.parent
     and contract.record_id <> records.record_id)`;

export async function counterpartsToCompare(
  scope: Scope,
  { companyId, connectionId }: Pick<SyncRecord, "companyId" | "connectionId">,
  { after, limit, vendorKinds, recordIds }: Page & { vendorKinds: string[]; recordIds?: string[] },
): Promise<Counterpart[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where("record_id", ">", after)
    .where((row) => void (recordIds && row.whereIn("record_id", recordIds)))
    // A credit found after a lost answer has no total yet, and nothing else tells of its end.
    .where((row) => void row.whereNotNull("sent_total").orWhere({ document: "credit" }))
    .whereNotNull("erp_id")
    .orderBy("record_id")
    .limit(limit)
    .select(
      ...recordColumnsOf(COMPARED),
      scope.raw(`${VENDOR_NOW} as vendor_now`, [vendorKinds]),
      scope.raw(`${CONTRACT_CURRENCY} as contract_currency`),
    );
  return rows.map((row: { vendor_now: VendorNow | null; contract_currency: string | null }) => ({
    ...(fromRow(row) as SyncRecord & { erpId: string }),
    vendorNow: row.vendor_now,
    contractCurrency: row.contract_currency,
  }));
}

export async function writtenFor(
  scope: Scope,
  {
    companyId,
    connectionId,
    vendorId,
  }: Pick<SyncRecord, "companyId" | "connectionId" | "vendorId">,
  limit: number,
): Promise<string[]> {
  return scope("records")
    .where({ company_id: companyId, connection_id: connectionId, vendor_id: vendorId })
    .whereNotNull("erp_id")
    .orderBy("record_id", "desc")
    .limit(limit)
    .pluck<string[]>("erp_id");
}

/** Those of them that records of the connection have as their counterparts. */
export async function counterpartsAmong(
  scope: Scope,
  { companyId, connectionId }: Pick<SyncRecord, "companyId" | "connectionId">,
  erpIds: string[],
): Promise<string[]> {
  return scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .whereIn("erp_id", erpIds)
    .pluck<string[]>("erp_id");
}

/** False: the record has another counterpart by now. */
export async function forgetCounterpart(
  scope: Scope,
  object: ProcoreObject,
  erpId: string,
): Promise<boolean> {
  const forgotten = await scope("records")
    .where({ ...whereObject(object), erp_id: erpId })
    .update(toRow({ erpId: null, formerErpId: erpId, toldAt: null }));
  return forgotten > 0;
}

export interface SentBeside {
  /** What its credits took off the order; null: there are none. */
  credited: string | null;
  /** Null: nothing was sent yet whose lines are ours. */
  isGross: boolean | null;
}

/** Of the same contract, other than this record: bills and credits that are in the ERP. */
export async function sentBeside(
  scope: Scope,
  {
    companyId,
    connectionId,
    parent,
    recordId,
  }: Pick<SyncRecord, "companyId" | "connectionId" | "parent" | "recordId">,
): Promise<SentBeside> {
  const row = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, parent })
    .whereIn("document", ["bill", "credit"])
    .whereNot({ record_id: recordId })
    .whereNotNull("erp_id")
    .select<{ credited: string | null; is_gross: boolean | null }[]>(
      scope.raw(
        `sum(coalesce(sent_gross, sent_total)::numeric) filter (where document = 'credit')::text as credited,
         bool_or(sent_gross is not null) filter (where sent_total is not null and erp_lines <> '{}') as is_gross`,
      ),
    )
    .first();
  return { credited: row?.credited ?? null, isGross: row?.is_gross ?? null };
}
