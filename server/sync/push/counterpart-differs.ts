import { Decimal } from "decimal.js";
import type { Counterpart } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";

/**
 * Synced means seen there: while the counterpart comes to something else than the document, the two
 * differ, whoever changed it. Reads on from "To do"; undefined: they agree, or have no total.
 */
export function differenceOf(
  document: Document,
  { number, total }: Pick<Counterpart, "number" | "total">,
  system: string,
): string | undefined {
  if (!("total" in document) || total === undefined) return undefined;
  // The tax is on none of the lines.
  const wanted = new Decimal(document.total).minus("tax" in document ? document.tax : 0);
  if (wanted.equals(total)) return undefined;
  return differs({ number: number ?? null, total, wanted: wanted.toFixed(2), system });
}

interface Figures {
  /** The counterpart's, for people. */
  number: string | null;
  total: string;
  wanted: string;
  system: string;
}

/** Both figures, and whose move it is. */
export function differs({ number, total, wanted, system }: Figures): string {
  return `${number ?? "its counterpart"} comes to ${total} in ${system} and to ${wanted} in Procore: accounting makes one of them right, then presses Sync`;
}
