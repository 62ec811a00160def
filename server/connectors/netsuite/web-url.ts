import type { DocumentKind } from "../documents.ts";
import type { Entered } from "../fields.ts";
import { appAddressOf } from "./account.ts";

const ORDER = "/app/accounting/transactions/purchord.nl";
const PAGES = {
  vendor: "/app/common/entity/vendor.nl",
  subcontract: ORDER,
  purchase_order: ORDER,
  bill: "/app/accounting/transactions/vendbill.nl",
} satisfies Record<DocumentKind, string>;

export function webUrl(account: Entered, kind: DocumentKind, id: string): string {
  return `${appAddressOf(account)}${PAGES[kind]}?id=${encodeURIComponent(id)}`;
}
