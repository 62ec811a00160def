import type { Connector } from "../connectors/connector.ts";
import type { Document, VendorDocument } from "../connectors/documents.ts";
import { AppError, ConflictError } from "../errors.ts";
import { type Connection, connectionInUse } from "../store/connections.ts";
import type { SyncRecord } from "../store/records.ts";
import { circumstancesOf, decide } from "./decide.ts";
import { orderDocument, billDocument, vendorDocument } from "./documents.ts";
import { openConnector, payablesOf } from "./open-connector.ts";
import type { SyncParts } from "./parts.ts";
import { documentOf } from "./prepare-push.ts";
import { openInvoices } from "./request-push.ts";
import { commitmentOf, requisitionOf } from "./snapshot.ts";

export interface PushPreview {
  summary: { label: string; value: string; isMoney: boolean }[];
  blockers: string[];
  requests: { method: string; url: string; headers: Record<string, string>; body: unknown }[];
}

/** Stand for ids that the ERP gives only once the record before has been created. */
const NOT_YET = {
  vendor: "id of the vendor, once it is created",
  order: "id of the purchase order, once it is created",
  line: "its line, once it is created",
};

/**
 * What Sync would send of this commitment now: a missing vendor, the purchase order if it is to be
 * written, then the invoices that may go.
 */
export async function previewPush(parts: SyncParts, commitment: SyncRecord): Promise<PushPreview> {
  const connection = await connectionInUse(parts.db, commitment.companyId);
  if (!connection) {
    throw new ConflictError("No ERP is connected yet: an admin connects one in Settings.");
  }
  const connector = openConnector(parts, connection);
  const circumstances = await circumstancesOf(parts.db, commitment, connection);
  const mayGo = (record: SyncRecord) => decide({ ...record, isRequested: true }, circumstances);

  const blockers: string[] = [];
  const vendor = await previewVendor(parts, { commitment, connector, connection }, blockers);
  const documents: Document[] = vendor.isMissing ? [vendor.document] : [];
  if (commitment.status !== "success" && vendor.id) {
    const decision = mayGo(commitment);
    if (!decision.isReady) blockers.push(`Waits for ${decision.waiting}.`);
    documents.push(orderDocument(commitment, vendor.id));
  }
  for (const invoice of await openInvoices(parts, commitment)) {
    if (!mayGo(invoice).isReady) continue;
    const bill = writtenDown(
      () => billDocument(invoice, withLines(commitment, invoice), vendor.id ?? NOT_YET.vendor),
      blockers,
    );
    if (bill) documents.push(bill);
  }
  const requests = documents.flatMap(
    (document) => writtenDown(() => connector.preview(document), blockers) ?? [],
  );
  return { summary: summaryOf(commitment, documents), blockers, requests };
}

interface Previewing {
  commitment: SyncRecord;
  connector: Connector;
  connection: Connection;
}

type PreviewedVendor =
  | { id: string | undefined; isMissing: false }
  | { id: string; isMissing: true; document: VendorDocument };

/**
 * The vendor as the purchase order would name it; says what stands in the way where there is none.
 */
async function previewVendor(
  parts: SyncParts,
  { commitment, connector, connection }: Previewing,
  blockers: string[],
): Promise<PreviewedVendor> {
  const found = await documentOf(parts, commitment);
  if (!("waiting" in found)) {
    return { id: "vendorId" in found ? found.vendorId : undefined, isMissing: false };
  }
  const vendor =
    found.needs && "recordId" in found.needs && found.needs.kind === "vendor"
      ? found.needs
      : undefined;
  if (!vendor) {
    blockers.push(`Waits for ${found.waiting}.`);
    return { id: undefined, isMissing: false };
  }
  const inErp = await payablesOf(connector).findVendor(vendorDocument(vendor));
  if (inErp) return { id: inErp.id, isMissing: false };
  if (!connection.settings.createVendors) {
    blockers.push(
      `${connector.name} has no vendor for ${vendor.title}, and creating vendors is switched off.`,
    );
  }
  return { id: NOT_YET.vendor, isMissing: true, document: vendorDocument(vendor) };
}

/**
 * The commitment as the invoice will find it: lines that the ERP does not have yet are there by
 * then.
 */
function withLines(commitment: SyncRecord, invoice: SyncRecord): SyncRecord & { erpId: string } {
  const billed = requisitionOf(invoice).items.flatMap(
    ({ commitmentLineId }) => commitmentLineId ?? [],
  );
  const coming = commitment.status === "success" ? [] : billed.map((line) => [line, NOT_YET.line]);
  return {
    ...commitment,
    erpId: commitment.erpId ?? NOT_YET.order,
    erpLines: { ...Object.fromEntries(coming), ...commitment.erpLines },
  };
}

/**
 * A document that cannot even be written down (no item for its lines, say) stands in the way, in
 * the words of whoever refused it.
 */
function writtenDown<Written>(write: () => Written, blockers: string[]): Written | undefined {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    blockers.push(error.message);
    return undefined;
  }
}

function summaryOf(record: SyncRecord, documents: Document[]): PushPreview["summary"] {
  const { retainagePercent } = commitmentOf(record);
  return [
    ...documents.flatMap((document) => {
      if (document.kind === "vendor") {
        return [{ label: "New vendor", value: document.name, isMoney: false }];
      }
      if (document.kind === "bill") {
        return [
          {
            label: `Vendor bill, ${countOf(document.lines)}`,
            value: document.total,
            isMoney: true,
          },
        ];
      }
      const withCode = document.lines.filter((line) => line.costCode).length;
      return [
        {
          label: `Purchase order, ${countOf(document.lines)}`,
          value: document.total,
          isMoney: true,
        },
        {
          label: "Lines with a cost code",
          value: `${withCode} of ${document.lines.length}`,
          isMoney: false,
        },
      ];
    }),
    ...(retainagePercent && documents.some((document) => "title" in document)
      ? [
          {
            label: "Retainage, withheld from each invoice",
            value: `${retainagePercent} %`,
            isMoney: false,
          },
        ]
      : []),
  ];
}

const countOf = (lines: unknown[]) => (lines.length === 1 ? "1 line" : `${lines.length} lines`);
