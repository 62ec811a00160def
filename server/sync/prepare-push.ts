import { Decimal } from "decimal.js";
import type { Connector } from "../connectors/connector.ts";
import type { Document } from "../connectors/documents.ts";
import { type Connection, connectionInUse } from "../store/connections.ts";
import { addRecord, findRecord, type SyncRecord } from "../store/records.ts";
import { fetchVendor } from "../procore/vendors.ts";
import { circumstancesOf, decide } from "./decide.ts";
import { orderDocument, billDocument, vendorDocument } from "./documents.ts";
import { openConnector } from "./open-connector.ts";
import type { SyncParts } from "./parts.ts";
import { commitmentOf, requisitionOf } from "./snapshot.ts";

export interface Prepared {
  connector: Connector;
  connection: Connection;
  document: Document;
}

/** Why a record cannot go yet, and which record has to go first. */
export interface Blocked {
  waiting: string;
  isTakenBack?: true;
  needs?: SyncRecord | { kind: "commitment"; procoreId: string; projectId: string | null };
  /** What it needs goes only when a person sends it. */
  isByHand?: true;
}

/** What would be sent for this record, or what stands in the way. Sends nothing to the ERP. */
export async function preparePush(
  parts: SyncParts,
  record: SyncRecord,
): Promise<Prepared | Blocked> {
  const connection = await connectionInUse(parts.db, record.companyId);
  if (!connection) return { waiting: "Crosstie to be installed and connected again" };
  if (connection.status === "broken") {
    return { waiting: "a working connection: an admin mends it in Settings" };
  }
  const decision = decide(record, await circumstancesOf(parts.db, record, connection));
  if (!decision.isReady) return decision;
  const document = await documentOf(parts, record);
  return "waiting" in document
    ? document
    : { connector: openConnector(parts, connection), connection, document };
}

/** The document as it would be sent now; or the record that has to be in the ERP before it. */
export async function documentOf(
  parts: SyncParts,
  record: SyncRecord,
): Promise<Document | Blocked> {
  if (record.kind === "vendor") return vendorDocument(record);
  const vendor = await vendorRecordOf(parts, record);
  if (!vendor) return { waiting: "a vendor: choose one on the commitment in Procore" };
  const isBill = record.kind === "requisition";
  const commitment = isBill
    ? await findRecord(parts.db, {
        ...record,
        kind: "commitment",
        procoreId: requisitionOf(record).commitmentId,
      })
    : record;
  if (!commitment) {
    const { commitmentId } = requisitionOf(record);
    return {
      waiting: "its commitment",
      needs: { kind: "commitment", procoreId: commitmentId, projectId: record.projectId },
    };
  }
  if (isBill && !commitment.erpId) {
    return isFromBefore(commitment)
      ? byHand(commitment)
      : { waiting: `commitment ${commitment.number}`, needs: commitment };
  }
  if (isBill && lacksItsLines(record, commitment)) {
    return {
      waiting: `commitment ${commitment.number}, which has lines that the ERP does not have yet`,
      needs: commitment,
    };
  }
  if (!vendor.erpId) return { waiting: `vendor ${vendor.title}`, needs: vendor };
  if (!isBill) return orderDocument(record, vendor.erpId);
  return billDocument(record, { ...commitment, erpId: commitment.erpId ?? "" }, vendor.erpId);
}

/**
 * What was there before Crosstie may be in the books already, under a number that nobody told us.
 */
function isFromBefore({ status, isRequested }: SyncRecord): boolean {
  return status === "not_integrated" && !isRequested;
}

function byHand(commitment: SyncRecord): Blocked {
  return {
    waiting: `commitment ${commitment.number}, which is from before Crosstie: look whether the ERP has its order already, then press Sync on it`,
    needs: commitment,
    isByHand: true,
  };
}

/**
 * Does it bill a line that the purchase order will have only once the commitment's own change is in
 * the ERP?
 */
function lacksItsLines(invoice: SyncRecord, commitment: SyncRecord): boolean {
  if (commitment.status === "success") return false;
  const billed = requisitionOf(invoice).items.filter(({ amount }) => !new Decimal(amount).isZero());
  return billed.some(
    ({ commitmentLineId: line }) => line !== undefined && commitment.erpLines[line] === undefined,
  );
}

/** The vendor's own record, made from Procore's directory when we have not met the vendor yet. */
async function vendorRecordOf(
  { db, procore }: SyncParts,
  record: SyncRecord,
): Promise<SyncRecord | undefined> {
  const vendorId =
    record.vendorId ?? (record.kind === "commitment" ? commitmentOf(record).vendorId : undefined);
  if (!vendorId) return undefined;
  const object = {
    companyId: record.companyId,
    connectionId: record.connectionId,
    kind: "vendor" as const,
    procoreId: vendorId,
  };
  const known = await findRecord(db, object);
  if (known) return known;
  const vendor = await fetchVendor(procore, { companyId: record.companyId, id: vendorId });
  if (!vendor) return undefined;
  const fresh = {
    ...object,
    projectId: null,
    commitmentId: null,
    vendorId,
    number: "",
    title: vendor.name,
    snapshot: vendor,
    seenAt: vendor.updatedAt,
  };
  return (await addRecord(db, { ...fresh, status: "not_integrated" })) ?? findRecord(db, object);
}
