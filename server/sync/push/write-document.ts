import type { Connector, Found, Known, Twin } from "../../connectors/connector.ts";
import type {
  BillDocument,
  CreditDocument,
  Document,
  OrderDocument,
} from "../../connectors/documents.ts";
import { inCompany } from "../../database/scope.ts";
import { labelOf } from "../../kinds/index.ts";
import { isOurReference } from "../../kinds/kind.ts";
import type { NumberHolder } from "../../store/bill-numbers.ts";
import { counterpartsAmong } from "../../store/counterparts.ts";
import type { SyncRecord } from "../../store/records.ts";
import { billExists, numberTwice, strayed } from "../explain-failure.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import type { Attempt } from "./begin-attempt.ts";
import { freeOfTwins, type InTheWay, sameInvoice } from "./bill-number.ts";
import { addsBesideAnother } from "./billed-beside.ts";
import { isLinked, linkedCounterpart } from "./link-document.ts";
import { settleFailure } from "./settle-failure.ts";
import { writeVendor } from "./write-vendor.ts";
import { accountedFor, put, type Writing, type Written } from "./writing.ts";

/** Undefined: a person has to decide, and a failure is saved. */
export async function writeDocument(
  parts: SyncParts,
  attempt: Attempt,
  writing: Writing,
): Promise<Written | undefined> {
  const { connector, document, earlier, found, known } = writing;
  const { upTo, record } = attempt;
  if (document.kind === "vendor") return writeVendor(parts, attempt, { ...writing, document });
  if (found?.isCurrent) return { counterpart: found, upTo };
  if ("numbers" in document && known && isLinked(known)) {
    const linked = await linkedCounterpart(connector, document, known);
    if (linked) return { counterpart: linked, upTo };
  }
  if ("numbers" in document && !found && (await isNew({ connector, document, known }))) {
    const other = await inCompany(parts.db, record.companyId, (scope) =>
      sameInvoice(scope, record, document),
    );
    if (other) {
      return refuseSame(parts, attempt, { number: document.number, other, system: connector.name });
    }
    const free = await freeOfTwins(parts, record, { connector, document });
    if ("twin" in free) {
      return refuseTwin(parts, attempt, { ...free, bill: document, system: connector.name });
    }
    return { counterpart: await put(connector, { ...free, known }, record), upTo };
  }
  if (!found && attempt.isOutcomeUnknown && !known && "title" in document) {
    const orders = [document, ...(earlier && "title" in earlier ? [earlier] : [])];
    const order = await strayedOrder(parts, record, { connector, orders });
    if (order) {
      return refuseStrayed(parts, attempt, {
        ...order,
        reference: document.reference,
        system: connector.name,
      });
    }
  }
  const there = found ?? known;
  if (document.kind === "bill" && there) {
    await addsBesideAnother(parts, record, { connector, bill: document, known: there });
  }
  if (!found) return { counterpart: await put(connector, { document, known }, record), upTo };
  const written = {
    document: withLinesOf(document, found),
    known: await knownFrom(writing, found, record),
  };
  return { counterpart: await put(connector, written, record), upTo };
}

/** A person typed this invoice into the ERP: a second bill would be paid twice. */
async function refuseTwin(
  parts: SyncParts,
  { record, begunAt }: Attempt,
  said: InTheWay & { bill: BillDocument | CreditDocument; system: string },
): Promise<undefined> {
  await settleFailure(parts, {
    record: accountedFor(record),
    begunAt,
    failure: billExists({ ...said, label: labelOf(record), now: new Date() }),
  });
}

/** Two invoices of one contract have one number: if they are the same one, it is paid twice. */
async function refuseSame(
  parts: SyncParts,
  { record, begunAt }: Attempt,
  said: { number: string; other: NumberHolder; system: string },
): Promise<undefined> {
  await settleFailure(parts, {
    record: accountedFor(record),
    begunAt,
    failure: numberTwice({ ...said, now: new Date() }),
  });
}

/** What the lost write may have left, where an import has taken our reference from it. */
async function strayedOrder(
  { db }: SyncParts,
  record: SyncRecord,
  { connector, orders }: { connector: Connector; orders: OrderDocument[] },
): Promise<Pick<Twin, "id" | "number"> | undefined> {
  const payables = payablesOf(connector);
  const found = await Promise.all(orders.map((one) => payables.findStrayed?.(one) ?? []));
  const others = found.flat().filter(({ reference }) => !isOurReference(reference));
  const ids = others.map(({ id }) => id);
  const known = await inCompany(db, record.companyId, (scope) =>
    counterpartsAmong(scope, record, ids),
  );
  return others.find(({ id }) => !known.includes(id));
}

/** It may be ours: a second order would be billed and paid beside it. */
async function refuseStrayed(
  parts: SyncParts,
  { record, begunAt }: Attempt,
  said: Pick<Twin, "id" | "number"> & { reference: string; system: string },
): Promise<undefined> {
  const { id, number, reference, system } = said;
  await settleFailure(parts, {
    // Until it is cleared up, the outcome stays unknown: the next try looks again.
    record,
    begunAt,
    failure: strayed({ id, number, reference, system, label: labelOf(record), now: new Date() }),
  });
}

/** A person may ask for a bill to be sent again that somebody has deleted, and entered anew. */
async function isNew({
  connector,
  document,
  known,
}: Pick<Writing, "connector" | "document" | "known">): Promise<boolean> {
  if (!known) return true;
  if (!known.isAskedFor) return false;
  return (await connector.lookUp(document, known.id))?.id !== known.id;
}

/** A write that seemed lost may have come last: what we wrote last is not certain. */
async function knownFrom(
  { connector, document }: Writing,
  found: Found,
  { erpId, erpLines, isRequested }: SyncRecord,
): Promise<Known> {
  const lines = { ...erpLines, ...found.lines };
  const last = { lines, written: found.written ?? null, isAskedFor: isRequested };
  if (erpId === null || erpId === found.id) return { ...last, id: found.id };
  // Created anew by that write, unless ours is still there and another one has our reference.
  const isOursThere = await connector.lookUp(document, erpId);
  return { ...last, id: isOursThere?.id === erpId ? erpId : found.id };
}

/** A lost write that got through has given the lines their numbers: they stay. */
function withLinesOf(document: Document, { lines }: Found): Document {
  if (!("title" in document)) return document;
  return {
    ...document,
    lines: document.lines.map((line) => ({ ...line, erpLine: line.erpLine ?? lines[line.id] })),
  };
}
