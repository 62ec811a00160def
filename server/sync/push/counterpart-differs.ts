import { Decimal } from "decimal.js";
import type { Standing } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";

/** What the lines of a document come to; null for one without lines. */
export function totalOf(document: Document): string | null {
  if (!("total" in document)) return null;
  // The tax is on none of the lines.
  return new Decimal(document.total).minus("tax" in document ? document.tax : 0).toFixed(2);
}

/** ISO 4217; null for one that names no currency. */
export function currencyOf(document: Document): string | null {
  return ("currency" in document && document.currency) || null;
}

interface Compared {
  /** The ERP's number for people, and what people call the document. */
  number: string | null | undefined;
  word: string;
  system: string;
  /** What the lines that were sent come to. */
  wanted: string | null;
  /** Undefined: not asked. */
  total: string | undefined;
  /** ISO 4217: of what was sent, and of what is there. */
  wantedCurrency?: string | null;
  currency?: string | undefined;
  state?: Standing["state"] | "gone" | "out of sight" | undefined;
  /** Nothing more is to happen with it in Procore. */
  isClosed?: boolean | undefined;
}

/**
 * Synced means seen there: in what the counterpart differs from what was sent, whoever changed it,
 * and what to do. Null: in nothing.
 */
export function differenceOf(compared: Compared): string | null {
  const { word, system, wanted, total, state, isClosed } = compared;
  const name = `${word} ${compared.number ?? ""}`.trim();
  if (state === "gone") {
    return `${name} was deleted in ${system}: press Sync now if it is to be there, and Crosstie sends it again`;
  }
  if (state === "out of sight") {
    return `${name} is out of sight in ${system}, as most are: the connection's role may have lost a permission to see them. If it was deleted there, press Sync now, and Crosstie sends it again`;
  }
  if (state === "rejected") {
    return `${name} was rejected in ${system}: accounting approves it there, or closes it and says so to the project`;
  }
  if (state === "closed" && !isClosed) {
    return `${name} is closed in ${system} while it is open in Procore: accounting opens it again, or somebody closes it in Procore`;
  }
  const { wantedCurrency, currency } = compared;
  if (wantedCurrency && currency && wantedCurrency !== currency) {
    return `${name} is in ${currency} in ${system} and in ${wantedCurrency} in Procore: accounting makes one of them right, then presses Sync now`;
  }
  if (wanted === null || total === undefined || new Decimal(wanted).equals(total)) return null;
  return `${name} comes to ${total} in ${system} and to ${wanted} in Procore: accounting makes one of them right, then presses Sync now`;
}
