import { Decimal } from "decimal.js";
import { AppError } from "../../errors.ts";
import type { Requisition } from "../../procore/requisitions.ts";
import type { Failure } from "../../store/records.ts";

/**
 * What we would bill is not what Procore says is payable: nothing is sent until a person has
 * looked.
 */
export class BillTotalError extends AppError {
  override readonly status = 409;
  override readonly code = "bill_total";
  readonly whoseMove: Failure["whoseMove"];

  constructor(message: string, whoseMove: Failure["whoseMove"]) {
    super(message);
    this.whoseMove = whoseMove;
  }
}

/** Rejects with a BillTotalError unless the lines add up to `summary.current_payment_due`. */
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
    throw new BillTotalError(
      `${figures} The difference is the tax, which Procore does not give line by line, so Crosstie cannot bill it. ${move}`,
      "accounting",
    );
  }
  const cause = `Procore may not have listed every line${tax && !new Decimal(tax).isZero() ? `, and ${money(tax)} of it is tax, which it does not give line by line` : ""}.`;
  throw new BillTotalError(
    `${figures} ${cause} Compare the lines with "Current Payment Due" on the invoice in Procore, correct it there, then retry.`,
    "project",
  );
}

function money(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(2);
}
