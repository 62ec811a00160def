import { Decimal } from "decimal.js";
import type { Standing } from "../../connectors/connector.ts";
import type { BillDocument, CreditDocument, Document } from "../../connectors/documents.ts";
import type { OtherVendor } from "./other-vendor.ts";

/** Sum of the lines, which carry no tax; null: there are no lines. */
export function totalOf(document: Document): string | null {
  if (!("total" in document)) return null;
  return new Decimal(document.total).minus("tax" in document ? document.tax : 0).toFixed(2);
}

/** Sum of the lines that bill work; null: retainage has no line of its own. */
export function grossOf(document: Document): string | null {
  if (!("retainage" in document) || document.retainage === "net") return null;
  return workOf(document).toFixed(2);
}

/** What bills the order. */
export function workOf(document: BillDocument | CreditDocument): Decimal {
  const work = document.lines.filter(({ isRetainage }) => !isRetainage);
  return work.reduce(
    (sum, line) => sum.plus("net" in line ? line.net : line.amount),
    new Decimal(0),
  );
}

/** ISO 4217; null: the document names none. */
export function currencyOf(document: Document): string | null {
  return ("currency" in document && document.currency) || null;
}

/** The ERP's id; null: the document is the vendor itself. */
export function vendorOf(document: Document): string | null {
  return "vendorId" in document ? document.vendorId : null;
}

interface Compared {
  number: string | null | undefined;
  word: string;
  system: string;
  /** Sum of the lines that were sent. */
  wanted: string | null;
  /** Undefined: not asked. */
  total: string | undefined;
  /** ISO 4217: of what was sent, and of what is there. */
  wantedCurrency?: string | null;
  currency?: string | undefined;
  vendor?: OtherVendor | undefined;
  state?: Standing["state"] | "gone" | "out of sight" | undefined;
  /** Closed in Procore. */
  isClosed?: boolean | undefined;
  /** In a sentence: why totals differ, and what to do. */
  remark?: string | null | undefined;
}

export const nameOf = ({ word, number }: Pick<Compared, "word" | "number">) =>
  `${word} ${number ?? ""}`.trim();

/** `about`: what people may do of it depends on that. */
export interface Difference {
  about:
    | "gone"
    | "out of sight"
    | "rejected"
    | "closed"
    | "another vendor"
    | "currency"
    | "total"
    | "lines"
    | "closed line"
    | "foreign bill";
  /** In a sentence: how it differs, and what to do. */
  says: string;
}

export function differenceOf(compared: Compared): Difference | undefined {
  const { system, wanted, total, state, isClosed } = compared;
  const name = nameOf(compared);
  const about = (what: Difference["about"], says: string): Difference => ({ about: what, says });
  if (state === "gone") {
    return about(
      "gone",
      `${name} was deleted in ${system}: press Sync now if it is to be there, and Crosstie sends it again`,
    );
  }
  if (state === "out of sight") {
    return about(
      "out of sight",
      `${name} is out of sight in ${system}, as most are: the connection's role may have lost a permission to see them. If it was deleted there, press Sync now, and Crosstie sends it again`,
    );
  }
  if (state === "rejected") {
    return about(
      "rejected",
      `${name} was rejected in ${system}: accounting approves it there, or closes it and says so to the project`,
    );
  }
  if (state === "closed" && !isClosed) {
    return about(
      "closed",
      `${name} is closed in ${system} while it is open in Procore: accounting opens it again, or somebody closes it in Procore`,
    );
  }
  const { vendor, wantedCurrency, currency } = compared;
  if (vendor) {
    return about(
      "another vendor",
      `${name} is for ${vendor.there} in ${system} and for ${vendor.sent} in Procore: accounting makes one of them right, then presses Sync now`,
    );
  }
  if (wantedCurrency && currency && wantedCurrency !== currency) {
    return about(
      "currency",
      `${name} is in ${currency} in ${system} and in ${wantedCurrency} in Procore: accounting makes one of them right, then presses Sync now`,
    );
  }
  if (wanted === null || total === undefined || new Decimal(wanted).equals(total)) {
    return undefined;
  }
  const what = compared.remark ?? "accounting makes one of them right, then presses Sync now";
  return about(
    "total",
    `${name} comes to ${total} in ${system} and to ${wanted} in Procore: ${what}`,
  );
}
