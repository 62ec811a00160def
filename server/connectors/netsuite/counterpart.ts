import { Decimal } from "decimal.js";
import type { Counterpart, Found, Known } from "../connector.ts";
import type { Document } from "../documents.ts";
import { isSame, isSameLine, matchLines } from "./match-lines.ts";
import { underBilled } from "./order-count.ts";
import type { ReadRecord } from "./read-record.ts";
import { CONTACTS } from "./without-refused.ts";
import type { WrittenRecord } from "./write-record.ts";

export function writtenCounterpart(
  document: Document,
  written: WrittenRecord,
  read: ReadRecord,
  known?: Known,
): Counterpart {
  const lines = lineNumbers(document, written, read, known === undefined);
  return {
    id: read.id,
    number: numberOf(document, read),
    lines,
    total: totalOf(read),
    currency: read.iso,
    vendorId: read.entity ?? undefined,
    state: stateOf(read),
    leftOut: leftOutOf(document, written, read),
    written: withNumbers(document, written, lines),
    remark: remarkOn(document, { written, read, lines }),
  };
}

/** A memo that accounting has edited stays as it is. */
function leftOutOf(document: Document, { memo }: WrittenRecord, read: ReadRecord): string[] {
  if (document.kind !== "vendor") return memo && memo !== read.memo ? ["memo"] : [];
  return CONTACTS.filter((field) => document[field] && !read[field]);
}

function remarkOn(
  document: Document,
  {
    written,
    read,
    lines,
  }: { written: WrittenRecord; read: ReadRecord; lines: Counterpart["lines"] },
): string | undefined {
  if (document.kind === "vendor") return undefined;
  if (document.kind !== "bill") return underBilled(read, new Set(Object.values(lines)));
  const untied = document.lines.findIndex((line, index) => {
    const there = read.item?.items.find((one) => one.line === lines[line.id]);
    return (
      !line.isRetainage &&
      there &&
      !there.orderDoc &&
      (written.item?.items[index]?.orderDoc || !line.orderLine)
    );
  });
  if (untied === -1) return undefined;
  const { description, orderLine, net } = document.lines[untied] as (typeof document.lines)[number];
  if (orderLine === undefined) {
    return `${net} of bill ${document.number} (${description}) is tied to no line of its purchase order, as Procore does not say which one it bills: accounting ties it in NetSuite, then somebody presses Sync now`;
  }
  return `${net} of bill ${document.number} is not tied to line ${orderLine} of its purchase order in NetSuite, which may be billed in full: accounting looks at the order, and somebody corrects the invoice or raises that line of the contract in Procore, then presses Sync now`;
}

function withNumbers(
  document: Document,
  written: WrittenRecord,
  numbers: Record<string, string>,
): WrittenRecord {
  if (document.kind === "vendor" || !written.item) return written;
  const items = written.item.items.map((line, index) => {
    const number = numbers[document.lines[index]?.id ?? ""];
    return number === undefined ? line : { ...line, line: number };
  });
  return { ...written, item: { items } };
}

/** Source: NetSuite's record schema, approvalStatus and orderStatus. */
function stateOf({ approvalStatus, orderStatus }: ReadRecord): Counterpart["state"] {
  if (orderStatus === "H") return "closed";
  if (approvalStatus === "1") return "pending_approval";
  return approvalStatus === "3" ? "rejected" : undefined;
}

/** Only the lines: NetSuite's own total includes tax. */
export function totalOf({ item, expense }: ReadRecord): string | undefined {
  if (!item && !expense) return undefined;
  const lines = [...(item?.items ?? []), ...(expense?.items ?? [])];
  return lines.reduce((sum, { amount }) => sum.plus(amount ?? 0), new Decimal(0)).toFixed(2);
}

export function foundCounterpart(
  document: Document,
  written: WrittenRecord,
  read: ReadRecord,
): Found {
  const isFirst = !written.item?.items.some(({ line }) => line !== undefined);
  const lines = lineNumbers(document, written, read, isFirst);
  const isAsWritten = isInCurrencyOf(document, read) && isCurrent(written, read);
  return {
    id: read.id,
    number: numberOf(document, read),
    lines,
    total: totalOf(read),
    currency: read.iso,
    vendorId: read.entity ?? undefined,
    state: stateOf(read),
    leftOut: leftOutOf(document, written, read),
    written: isAsWritten ? withNumbers(document, written, lines) : undefined,
    remark: remarkOn(document, { written, read, lines }),
    isCurrent: isAsWritten,
  };
}

export function numberOf({ kind }: Pick<Document, "kind">, read: ReadRecord): string | undefined {
  return (kind === "vendor" ? (read.entityId ?? read.companyName) : read.tranId) ?? undefined;
}

function lineNumbers(
  document: Document,
  written: WrittenRecord,
  read: ReadRecord,
  areOurs: boolean,
): Record<string, string> {
  if (document.kind === "vendor") return {};
  const matched = matchLines(written.item?.items ?? [], read.item?.items ?? [], areOurs);
  const numbered = document.lines.map(({ id }, index) => [id, matched[index]?.line]);
  return Object.fromEntries(numbered.filter(([, line]) => line !== undefined));
}

function isCurrent(written: WrittenRecord, read: ReadRecord): boolean {
  const fields = ["companyName", "tranId", "tranDate", "dueDate", "memo"] as const;
  return (
    fields.every((field) => !written[field] || written[field] === read[field]) &&
    isSame(written.entity?.id, read.entity) &&
    isSame(written.subsidiary?.id, read.subsidiary) &&
    isSame(written.email?.toLowerCase(), read.email?.toLowerCase()) &&
    isSame(digits(written.phone), digits(read.phone)) &&
    areLinesCurrent(written, read)
  );
}

const isInCurrencyOf = (document: Document, { iso }: ReadRecord) =>
  !("currency" in document) || isSame(document.currency, iso);

function areLinesCurrent({ item }: WrittenRecord, read: ReadRecord): boolean {
  const written = item?.items ?? [];
  const there = read.item?.items ?? [];
  if (written.length !== there.length) return false;
  return matchLines(written, there, true).every(
    (line, index) => line && isSameLine(written[index] as (typeof written)[number], line),
  );
}

/** NetSuite shows phone numbers in the account's own format. */
function digits(phone: string | null | undefined): string | undefined {
  return phone?.replace(/\D/g, "");
}
