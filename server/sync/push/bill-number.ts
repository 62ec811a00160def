import type { Connector, Twin } from "../../connectors/connector.ts";
import type { BillDocument, CreditDocument, Document } from "../../connectors/documents.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import { isOurReference } from "../../kinds/kind.ts";
import {
  invoicesNamed,
  numberHolders,
  type NumberHolder,
  takeNumber,
} from "../../store/bill-numbers.ts";
import { recordsOfBills } from "../../store/bills.ts";
import type { Numbered } from "../../store/numbered.ts";
import type { SyncRecord } from "../../store/records.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { workOf } from "./counterpart-differs.ts";

type Bill = BillDocument | CreditDocument;

/** Vendors number the invoices of each contract from 1; an ERP wants a number once per vendor. */
export async function withNumber(
  scope: Scope,
  record: SyncRecord,
  document: Document,
): Promise<Document> {
  if (!isNumbered(document)) return document;
  const kept = keptNumber(record, document);
  if (kept !== undefined) return { ...document, number: kept };
  const holders = await numberHolders(scope, record, document);
  // What may be the same invoice gets no other number: it is refused instead.
  const isOthers = (number: string) =>
    holders.some((one) => one.is === "other" && isSameNumber(one.number, number));
  const free = document.numbers.find((number) => !isOthers(number));
  return { ...document, number: free ?? document.number };
}

/** False: a bill of another contract has taken the number since it was chosen. */
export async function holdNumber(
  scope: Scope,
  record: SyncRecord,
  document: Document,
): Promise<boolean> {
  if (!isNumbered(document)) return true;
  if (keptNumber(record, document) === document.number) return true;
  const holder = await takeNumber(scope, record, numberedAs(document));
  return holder?.is !== "other";
}

/** A bill keeps the number that it has in the ERP, even from before numbers were saved. */
function keptNumber(
  { erpId, erpNumber, numbered }: SyncRecord,
  document: Bill,
): string | undefined {
  const own = ownOf(document);
  if (numbered) return isSameInvoice(numbered, document) ? numbered.number : undefined;
  return erpId !== null && isSameNumber(erpNumber, own) ? own : undefined;
}

/** Of another record that may be the same invoice; call it before the first write only. */
export async function sameInvoice(
  scope: Scope,
  record: SyncRecord,
  document: Document,
): Promise<NumberHolder | undefined> {
  if (!isNumbered(document)) return undefined;
  const { vendorId, number } = document;
  const holders = await numberHolders(scope, record, { vendorId, numbers: [number] });
  return holders.find(({ is }) => is === "same");
}

export interface InTheWay {
  twin: Twin;
  /** It is ours, and its invoice was deleted in Procore. */
  isLeft: boolean;
}

/** The bill under a number that is free in the ERP, or the ERP's bill that is in the way. */
export async function freeOfTwins(
  { db }: SyncParts,
  record: SyncRecord,
  { connector, document }: { connector: Connector; document: Bill },
): Promise<{ document: Bill } | InTheWay> {
  const left = document.numbers.filter((number) => number !== document.number);
  for (let bill: Bill = document; ;) {
    const { twins, inTheWay } = await lookAround({ db }, record, { connector, bill });
    if (inTheWay) return inTheWay;
    const [twin] = twins.filter(({ number }) => isSameNumber(number, bill.number));
    if (!twin) return { document: bill };
    const next = await inCompany(db, record.companyId, async (scope) => {
      for (let number = left.shift(); number !== undefined; number = left.shift()) {
        const renamed = { ...bill, number };
        if (!(await takeNumber(scope, record, numberedAs(renamed)))) return renamed;
      }
      return undefined;
    });
    if (!next) return { twin, isLeft: false };
    bill = next;
  }
}

/** The ERP's bill that may be this one, or a part of it, and is not ours. */
export async function twinInTheWay(
  parts: SyncParts,
  record: SyncRecord,
  seen: { connector: Connector; bill: Bill },
): Promise<InTheWay | undefined> {
  return (await lookAround(parts, record, seen)).inTheWay;
}

async function lookAround(
  { db }: Pick<SyncParts, "db">,
  record: SyncRecord,
  { connector, bill }: { connector: Connector; bill: Bill },
): Promise<{ twins: Twin[]; inTheWay: InTheWay | undefined }> {
  const twins = await payablesOf(connector).findTwins(bill);
  const inTheWay = await inCompany(db, record.companyId, (scope) =>
    notOurs(scope, record, { bill, twins }),
  );
  return { twins, inTheWay };
}

/** On the same order, one that has the number of another invoice of the contract is that one's. */
async function notOurs(
  scope: Scope,
  record: SyncRecord,
  { bill, twins }: { bill: Bill; twins: Twin[] },
): Promise<InTheWay | undefined> {
  const ids = twins.map(({ id }) => id);
  const ours = new Map(
    (await recordsOfBills(scope, record, ids)).map((one) => [one.erpId, one.isDeleted]),
  );
  const numbers = twins.flatMap(({ number, ofOrder }) => (ofOrder && number ? number : []));
  const named = await invoicesNamed(scope, record, numbers);
  const wanted = workOf(bill);
  for (const twin of twins) {
    const { id, reference, number, ofOrder } = twin;
    if (ours.get(id)) {
      // The same amount once more: probably the same invoice, entered anew.
      if (ofOrder && wanted.equals(ofOrder)) return { twin, isLeft: true };
      continue;
    }
    if (ours.has(id) || isOurReference(reference)) continue;
    if (ofOrder && named.has((number ?? "").toLowerCase())) continue;
    return { twin, isLeft: false };
  }
  return undefined;
}

const isNumbered = (document: Document): document is Bill => "numbers" in document;

const ownOf = ({ number, numbers: [own = number] }: Bill) => own;

const isSameInvoice = ({ vendorId, own }: Numbered, document: Bill) =>
  vendorId === document.vendorId && own === ownOf(document);

const numberedAs = (document: Bill): Numbered => ({
  vendorId: document.vendorId,
  number: document.number,
  own: ownOf(document),
});

const isSameNumber = (one: string | null | undefined, other: string) =>
  one?.toLowerCase() === other.toLowerCase();
