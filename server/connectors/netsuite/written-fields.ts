import { hash } from "node:crypto";
import { RemoteError } from "../../errors.ts";
import type { BillDocument, Coding, OrderDocument } from "../documents.ts";
import { itemUnchosen, retainageItemUnchosen } from "./own-refusals.ts";
import { itemChosenFor, type NetSuiteSettings } from "./settings.ts";

export interface RecordReference {
  id: string;
}

export const RECORD_TYPES = {
  vendor: "vendor",
  subcontract: "purchaseOrder",
  purchase_order: "purchaseOrder",
  bill: "vendorBill",
  credit: "vendorCredit",
} as const;
const LONGEST_TRAN_ID = 45;
export const LONGEST_TEXT = 999;

export function memoOf({
  number,
  title,
  remarks = [],
}: Pick<OrderDocument, "number" | "title" | "remarks">): string {
  return oneLine([number, title, ...remarks].filter(Boolean).join(" · "), LONGEST_TEXT);
}

/** NetSuite's "Reference No."; a hash tells two long numbers apart that begin alike. */
export function tranIdOf({ number }: Pick<BillDocument, "number">): string {
  const whole = oneLine(number, Infinity);
  if (Array.from(whole).length <= LONGEST_TRAN_ID) return whole;
  const told = `~${hash("sha256", whole).slice(0, 8)}`;
  return `${oneLine(whole, LONGEST_TRAN_ID - told.length)}${told}`;
}

/** Throws a RemoteError if no item is chosen for the line. */
export function itemOf(
  { costType: reference, isRetainage }: Pick<Coding, "costType"> & { isRetainage?: true },
  settings: NetSuiteSettings,
  number: string,
): RecordReference {
  if (isRetainage) return itemOfRetainage(settings, number);
  const id = itemChosenFor(reference, settings) ?? settings.itemId;
  if (id !== null) return { id };
  const costType = reference?.name ?? reference?.code;
  const which = costType === undefined ? "a line without a cost type" : `cost type "${costType}"`;
  throw new RemoteError({
    system: "NetSuite",
    reason: `${number} was not sent: no NetSuite item is chosen for ${which}.`,
    retryable: false,
    refusal: itemUnchosen,
  });
}

function itemOfRetainage({ retainageItemId: id }: NetSuiteSettings, number: string) {
  if (id !== null) return { id };
  throw new RemoteError({
    system: "NetSuite",
    reason: `${number} was not sent: no NetSuite item is chosen for its retainage.`,
    retryable: false,
    refusal: retainageItemUnchosen,
  });
}

/** NetSuite wants line breaks escaped twice: there are none. Never cuts inside a code point. */
export function oneLine(text: string, longest: number): string {
  return Array.from(text.replace(/\s+/gu, " ").trim()).slice(0, longest).join("");
}
