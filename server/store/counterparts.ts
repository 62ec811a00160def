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
  /** The ERP's id of the vendor that Procore names by now; null: not known, or not there yet. */
  vendorNow: string | null;
  /** ISO 4217, of the contract that it is under; null: Procore does not say, or it is one. */
  contractCurrency: string | null;
};

/** Of the contract: what an invoice says of it may be older. */
const VENDOR_NOW = `(
  select vendor.erp_id from records contract
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
  { after, limit, vendorKinds }: Page & { vendorKinds: string[] },
): Promise<Counterpart[]> {
  const rows = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId })
    .where("record_id", ">", after)
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
  return rows.map((row: { vendor_now: string | null; contract_currency: string | null }) => ({
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

/** A decimal; null: the ERP has none. */
export async function sentUnder(
  scope: Scope,
  {
    companyId,
    connectionId,
    parent,
    document,
  }: Pick<SyncRecord, "companyId" | "connectionId" | "parent" | "document">,
): Promise<string | null> {
  const row = await scope("records")
    .where({ company_id: companyId, connection_id: connectionId, parent, document })
    .whereNotNull("erp_id")
    .select<{ total: string | null }[]>(scope.raw("sum(sent_total::numeric)::text as total"))
    .first();
  return row?.total ?? null;
}
