import { Decimal } from "decimal.js";
import type { Requisition } from "../../procore/requisitions.ts";
import { TotalError } from "../total-error.ts";

/** Throws a TotalError unless the lines add up to `summary.current_payment_due`. */
export function checkTotal(
  { total, tax }: Pick<Requisition, "total" | "tax">,
  lines: Decimal,
): void {
  const difference = new Decimal(total).minus(lines);
  if (difference.isZero()) return;
  const figures = `Procore says that ${money(total)} is payable, but the invoice's lines come to ${money(lines)}. Nothing was sent.`;
  if (tax && difference.equals(tax)) {
    const move =
      "Accounting enters this bill in the ERP by hand, and its payments in Procore, or the tax comes off the invoice in Procore; then retry.";
    throw billTotal(
      `${figures} The difference is the tax, which Procore does not give line by line, so Crosstie cannot bill it. ${move}`,
      "accounting",
    );
  }
  const cause = `Procore may not have listed every line${tax && !new Decimal(tax).isZero() ? `, and ${money(tax)} of it is tax, which it does not give line by line` : ""}.`;
  throw billTotal(
    `${figures} ${cause} Compare the lines with "Current Payment Due" on the invoice in Procore, correct it there, then retry.`,
    "project",
  );
}

function billTotal(message: string, whoseMove: TotalError["whoseMove"]): TotalError {
  return new TotalError(message, { code: "bill_total", total: "what is payable", whoseMove });
}

function money(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(2);
}
