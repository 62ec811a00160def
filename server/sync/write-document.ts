import type { Counterpart, Found } from "../connectors/connector.ts";
import type { Document, BillDocument, VendorDocument } from "../connectors/documents.ts";
import type { SyncRecord } from "../store/records.ts";
import { billExists, vendorMissing } from "./explain-failure.ts";
import { payablesOf } from "./open-connector.ts";
import type { SyncParts } from "./parts.ts";
import type { Prepared } from "./prepare-push.ts";
import { type Attempt, logCreatedVendor, settleFailure } from "./settle-push.ts";
import { labelOf } from "./snapshot.ts";

type Writing<Kind extends Document = Document> = Omit<Prepared, "document"> & {
  document: Kind;
  /** What an earlier write, whose answer was lost, left in the ERP. */
  found: Found | undefined;
};

/**
 * Creates the document in the ERP or brings it up to date. Undefined: that is a person's to decide,
 * and written down as a failure.
 */
export async function writeDocument(
  parts: SyncParts,
  attempt: Attempt,
  writing: Writing,
): Promise<Counterpart | undefined> {
  const { connector, document, found } = writing;
  if (document.kind === "vendor") {
    return found
      ? noteLostCreation(parts, attempt, found)
      : writeVendor(parts, attempt, { ...writing, document });
  }
  if (found?.isCurrent) return found;
  if (document.kind === "bill" && !found && !attempt.record.erpId) {
    const twin = await payablesOf(connector).findTwin(document);
    if (twin) return refuseTwin(parts, attempt, { bill: document, twin, system: connector.name });
  }
  return connector.put(found ? withLinesOf(document, found) : document);
}

interface Twin {
  bill: BillDocument;
  twin: Pick<Counterpart, "id" | "number">;
  system: string;
}

/** Someone has typed this invoice into the ERP: a second bill would be paid twice. */
async function refuseTwin(
  parts: SyncParts,
  { record }: Attempt,
  { bill, twin, system }: Twin,
): Promise<undefined> {
  await settleFailure(parts, {
    record: accountedFor(record),
    failure: billExists({ bill, twin, system, label: labelOf(record), now: new Date() }),
  });
  return undefined;
}

/** Nothing was written, and an earlier write was looked for. */
function accountedFor(record: SyncRecord): SyncRecord {
  return { ...record, attemptingSince: null };
}

async function writeVendor(
  parts: SyncParts,
  attempt: Attempt,
  { connector, connection, document }: Writing<VendorDocument>,
): Promise<Counterpart | undefined> {
  const known = await payablesOf(connector).findVendor(document);
  if (known) return known;
  if (!connection.settings.createVendors && !attempt.record.isRequested) {
    await settleFailure(parts, {
      record: accountedFor(attempt.record),
      failure: vendorMissing(document.name, connector.name, new Date()),
    });
    return undefined;
  }
  const created = await connector.put(document);
  attempt.upTo = await logCreatedVendor(parts, attempt.record);
  return created;
}

/**
 * An earlier try created the vendor, but its answer was lost or the process ended before that was
 * in the log.
 */
async function noteLostCreation(
  parts: SyncParts,
  attempt: Attempt,
  found: Found,
): Promise<Counterpart> {
  if (!attempt.record.erpId) attempt.upTo ??= await logCreatedVendor(parts, attempt.record);
  return found;
}

/**
 * A write that got through although its answer was lost has given the lines their numbers: they
 * stay.
 */
function withLinesOf(document: Document, { lines }: Found): Document {
  if (!("title" in document)) return document;
  return {
    ...document,
    lines: document.lines.map((line) => ({ ...line, erpLine: line.erpLine ?? lines[line.id] })),
  };
}
