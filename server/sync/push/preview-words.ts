import { Decimal } from "decimal.js";
import type {
  BillDocument,
  BillLine,
  CreditDocument,
  CreditLine,
  Document,
  OrderDocument,
  OrderLine,
} from "../../connectors/documents.ts";
import { systemOf, wordsFor } from "../../connectors/index.ts";
import type { Candidate } from "../../connectors/vendor-match.ts";
import { kindOf } from "../../kinds/index.ts";
import type { AnySnapshot, Kind } from "../../kinds/kind.ts";
import type { InErp, PreviewRow } from "../../kinds/subject.ts";
import type { SyncRecord } from "../../store/records.ts";

/** Money: decimal strings in `currency`. */
export interface DocumentWords {
  word: string;
  title: string;
  erpNumber: string | null;
  vendor: string | null;
  currency: string;
  total: string | null;
  facts: PreviewRow[];
  lines: LineWords[];
  unsent: PreviewRow[];
}

interface LineWords {
  description: string;
  amount: string;
  retainage: { gross: string; held: string; released: string } | null;
}

interface Worded {
  document: Document;
  record: SyncRecord;
  snapshot: AnySnapshot;
  needed: Record<string, InErp>;
  system: string;
}

export function wordsOfDocument(worded: Worded): DocumentWords {
  const { document, record, snapshot, needed, system } = worded;
  const kind = kindOf(record);
  const word = wordsFor(systemOf({ system }), document.kind).one;
  const of = { word, erpNumber: record.erpNumber, unsent: unsentOf(kind, snapshot) };
  if (!("lines" in document)) {
    const facts = [fact("E-mail", document.email), fact("Phone", document.phone)].flat();
    const title = document.name;
    return { ...of, title, vendor: null, currency: "USD", total: null, facts, lines: [] };
  }
  const vendor = Object.values(needed).find(
    (one) => kindOf(one).isMasterData && one.erpId === document.vendorId,
  );
  return {
    ...of,
    title: document.number,
    vendor: vendor?.title ?? null,
    currency: document.currency ?? erpCurrencyOf([record, ...Object.values(needed)]) ?? "USD",
    total: document.total,
    facts: [...headOf(document), ...(kind.preview?.(snapshot, document) ?? [])],
    lines: document.lines.map(lineOf),
  };
}

/** Of the document itself as it is in the ERP, or of the order that it bills. */
const erpCurrencyOf = (records: SyncRecord[]) =>
  records.find(({ erpCurrency }) => erpCurrency !== null)?.erpCurrency;

const fact = (label: string, value: string | undefined): PreviewRow[] =>
  value ? [{ label, value, isMoney: false }] : [];

function headOf(document: OrderDocument | BillDocument | CreditDocument): PreviewRow[] {
  const date = fact("Date", document.date);
  if ("title" in document) {
    const remarks = fact("In its memo", document.remarks?.join(" · "));
    return [...fact("Title", document.title), ...remarks, ...date];
  }
  if (document.kind === "credit") return date;
  const tax = { label: "Of it tax", value: document.tax, isMoney: true };
  return [
    ...date,
    ...fact("Due date", document.dueDate),
    ...(new Decimal(document.tax).isZero() ? [] : [tax]),
  ];
}

function lineOf(line: OrderLine | BillLine | CreditLine): LineWords {
  const description = [line.costCode?.code, line.description].filter(Boolean).join(" · ");
  if ("amount" in line) return { description, amount: line.amount, retainage: null };
  const { gross, net, retainageHeld: held, retainageReleased: released } = line;
  const isPlain =
    line.isRetainage || (new Decimal(held).isZero() && new Decimal(released).isZero());
  return { description, amount: net, retainage: isPlain ? null : { gross, held, released } };
}

/** A field that `decides` (a status) is acted on and never sent, so it is not listed. */
function unsentOf(kind: Kind, snapshot: AnySnapshot): PreviewRow[] {
  return kind.fields(snapshot).flatMap(({ word, value, kind: of, unit, isCarried, decides }) => {
    if (isCarried || decides || !value || isZero(value)) return [];
    if (unit) return { label: word, value: `${new Decimal(value)} ${unit}`, isMoney: false };
    return { label: word, value, isMoney: of !== undefined };
  });
}

const isZero = (value: string) => /^-?0+(\.0+)?$/.test(value);

export function whichOf(candidates: Candidate[], { title }: SyncRecord, system: string): string {
  const some = candidates.map(({ id, name, why }) => `${name} (id ${id}, ${why})`).join("; ");
  return `A person has to say which vendor in ${system} is ${title}: ${some}. Press Sync now, then link to one of them.`;
}
