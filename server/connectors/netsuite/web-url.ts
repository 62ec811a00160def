import type { Document } from "../connector.ts";

const PAGES = {
  vendor: "/app/common/entity/vendor.nl",
  purchase_order: "/app/accounting/transactions/purchord.nl",
  vendor_bill: "/app/accounting/transactions/vendbill.nl",
} satisfies Record<Document["kind"], string>;

export function webUrl(appUrl: string, kind: Document["kind"], id: string): string {
  return `${appUrl}${PAGES[kind]}?id=${encodeURIComponent(id)}`;
}
