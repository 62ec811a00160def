import type { Connector, Counterpart, Found } from "../../connectors/connector.ts";
import type {
  BillDocument,
  CreditDocument,
  Document,
  VendorDocument,
} from "../../connectors/documents.ts";
import { RemoteError, UnknownOutcomeError } from "../../errors.ts";
import { labelOf } from "../../kinds/index.ts";
import type { SyncRecord } from "../../store/records.ts";
import { billExists, vendorMissing } from "../explain-failure.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import type { Attempt } from "./begin-attempt.ts";
import { freeOfTwins } from "./bill-number.ts";
import type { Prepared } from "./prepare-push.ts";
import { settleFailure } from "./settle-failure.ts";
import { logCreation } from "./settle-push.ts";

type Writing<Kind extends Document = Document> = Omit<Prepared, "document"> & {
  connector: Connector;
  document: Kind;
  /** What an earlier write, whose answer was lost, left in the ERP. */
  found: Found | undefined;
};

export interface Written {
  counterpart: Counterpart;
  /** The newest activity that the write covers. */
  upTo: string | undefined;
}

/**
 * Creates the document in the ERP or brings it up to date. Undefined: that is a person's to decide,
 * and written down as a failure.
 */
export async function writeDocument(
  parts: SyncParts,
  attempt: Attempt,
  writing: Writing,
): Promise<Written | undefined> {
  const { connector, document, found, known } = writing;
  const { upTo, record } = attempt;
  if (document.kind === "vendor") return writeVendor(parts, attempt, { ...writing, document });
  if (found?.isCurrent) return { counterpart: found, upTo };
  if ("numbers" in document && !found && !record.erpId) {
    const free = await freeOfTwins(parts, record, { connector, document });
    if ("twin" in free) {
      return refuseTwin(parts, attempt, { ...free, bill: document, system: connector.name });
    }
    return { counterpart: await put(connector, { ...free, known }, record), upTo };
  }
  if (!found) return { counterpart: await put(connector, { document, known }, record), upTo };
  // A write of ours may have come last that we took for lost: nothing of it is taken as it is.
  const mixed = known && { ...known, written: null };
  const written = { document: withLinesOf(document, found), known: mixed };
  return { counterpart: await put(connector, written, record), upTo };
}

/** What fails by itself is tried again about as often as a job is. */
const MOST_TRIES = 12;

/**
 * The ERP may say of each try that it failed inside: then nobody waits for it to pass, once it is
 * seen that nothing was written all the same.
 */
async function put(
  connector: Connector,
  { document, known }: Pick<Writing, "document" | "known">,
  { attempts }: SyncRecord,
): Promise<Counterpart> {
  try {
    return await connector.put(document, known);
  } catch (error) {
    const isFault = error instanceof UnknownOutcomeError && error.hasEnded;
    if (!isFault || error.remoteStatus !== 500 || attempts + 1 < MOST_TRIES) throw error;
    const found = await connector.find(document).catch(() => {
      throw error;
    });
    if (found?.isCurrent) return found;
    throw new RemoteError({ ...error, retryable: false }, { cause: error });
  }
}

interface Twin {
  bill: BillDocument | CreditDocument;
  twin: Pick<Counterpart, "id" | "number">;
  system: string;
}

/** Someone has typed this invoice into the ERP: a second bill would be paid twice. */
async function refuseTwin(
  parts: SyncParts,
  { record, begunAt }: Attempt,
  { bill, twin, system }: Twin,
): Promise<undefined> {
  await settleFailure(parts, {
    record: accountedFor(record),
    begunAt,
    failure: billExists({ bill, twin, system, label: labelOf(record), now: new Date() }),
  });
}

/** Nothing was written, and an earlier write was looked for. */
function accountedFor(record: SyncRecord): SyncRecord {
  return { ...record, attemptingSince: null, landsUntil: null };
}

/** A vendor that the ERP has under its name is taken as it is; one that it lacks may be created. */
async function writeVendor(
  parts: SyncParts,
  { record, begunAt, upTo }: Attempt,
  { connector, connection, document, found }: Writing<VendorDocument>,
): Promise<Written | undefined> {
  if (found) {
    // An earlier try created the vendor, but its answer was lost or the process ended before that
    // was in the log.
    const isLogged = record.erpId !== null || upTo !== undefined;
    return { counterpart: found, upTo: isLogged ? upTo : await logCreation(parts, record) };
  }
  const known = await payablesOf(connector).findVendor(document);
  if (known) return { counterpart: known, upTo };
  if (!connection.settings.createVendors && !record.isRequested) {
    const failure = vendorMissing(document.name, connector.name, new Date());
    await settleFailure(parts, { record: accountedFor(record), begunAt, failure });
    return undefined;
  }
  const counterpart = await put(connector, { document, known: undefined }, record);
  return { counterpart, upTo: await logCreation(parts, record) };
}

/** A write that got through although its answer was lost has given the lines their numbers: they stay. */
function withLinesOf(document: Document, { lines }: Found): Document {
  if (!("title" in document)) return document;
  return {
    ...document,
    lines: document.lines.map((line) => ({ ...line, erpLine: line.erpLine ?? lines[line.id] })),
  };
}
