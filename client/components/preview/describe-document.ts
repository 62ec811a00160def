import type { PreviewDocument } from "../../../server/api/contract.ts";
import { formatMoney, plural } from "../../format.ts";

/** What is longer than this has its place in the list below alone. */
const SHORT = 24;

/** "Order SC-014 for Acme Steel, 3 lines, $191,588.00; not sent: pending change order 2 $900.00". */
export function describeDocument(document: PreviewDocument): string {
  const { word, title, erpNumber, vendor, currency, total, lines, unsent } = document;
  const name = `${word} ${title}`;
  const isNew = total === null && erpNumber === null;
  const parts = [
    isNew ? `New ${name.charAt(0).toLowerCase()}${name.slice(1)}` : name,
    vendor && ` for ${vendor}`,
    total !== null && `, ${plural(lines.length, "line")}, ${formatMoney(total, currency)}`,
    unsent.length > 0 && `; not sent: ${unsent.map((row) => describe(row, currency)).join(", ")}`,
  ];
  return parts.filter(Boolean).join("");
}

function describe(
  { label, value, isMoney }: PreviewDocument["unsent"][number],
  currency: string,
): string {
  const word = label.charAt(0).toLowerCase() + label.slice(1);
  if (isMoney) return `${word} ${formatMoney(value, currency)}`;
  return value.length <= SHORT ? `${word} ${value}` : word;
}
