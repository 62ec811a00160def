import { createPayment, deletePayment } from "../../acts/payments.ts";
import type { Fields } from "../../rest/call.ts";
import { requisitionsOf } from "../../rules/requisition-sums.ts";
import { commitmentPath } from "../paths.ts";
import { notFound, PageRefused } from "../refusals.ts";
import type { Visit } from "../visit.ts";
import { open } from "./opened.ts";

export function addPayment(visit: Visit): string {
  const { state, form, by } = visit;
  const { commitment } = open(visit, { toEdit: true });
  const requisitionId = form.text("requisition", "Invoice");
  const invoice = requisitionsOf(state, commitment.id).find(({ id }) => id === requisitionId);
  if (requisitionId && !invoice) {
    throw new PageRefused(422, "Invoice must be one of this contract.");
  }
  const fields: Fields = {
    amount: form.amount("amount", "Amount"),
    date: form.date("date", "Payment Date"),
    payment_method: form.choice("method", "Method", ["check", "credit_card", "electronic"]),
    check_number: form.text("check_number", "Check #", { max: 60 }) || null,
    payment_number: form.whole("payment_number", "Payment #"),
    notes: form.text("notes", "Notes", { max: 10_000 }) || null,
    ...(invoice
      ? {
          requisition_id: invoice.id,
          invoice_number: invoice.invoiceNumber,
          invoice_date: invoice.billingDate,
        }
      : {}),
  };
  createPayment(state, { contractId: commitment.id, fields, by });
  return commitmentPath(commitment, "contract_payments");
}

export function removePayment(visit: Visit): string {
  const { commitment } = open(visit, { toEdit: true });
  const id = visit.param("payment");
  if (visit.state.payments.get(id)?.contractId !== commitment.id) throw notFound("This payment");
  deletePayment(visit.state, { id, by: visit.by });
  return commitmentPath(commitment, "contract_payments");
}
