import type { Attachment, ContractPayment } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";
import { wireId } from "../wire.ts";
import { currencyOf } from "./currency.ts";

/** Procore does not read back `payment_method` and `invoice_date`. */
export function paymentShape(
  state: ProcoreState,
  payment: ContractPayment,
): Record<string, unknown> {
  return {
    id: wireId(payment.id),
    amount: payment.amount,
    check_number: payment.checkNumber,
    contract_id: wireId(payment.contractId),
    project_id: wireId(payment.projectId),
    requisition_id: wireId(payment.requisitionId),
    date: payment.date,
    date_payment_initiated: null,
    date_payment_settled: null,
    draw_request_number: payment.drawRequestNumber,
    external_payment_id: null,
    invoice_number: payment.invoiceNumber,
    notes: payment.notes,
    payment_number: payment.paymentNumber,
    attachments: payment.attachments.map((attachment) => attachmentShape(state, attachment)),
    origin_id: payment.originId,
    origin_code: null,
    origin_data: payment.originData,
    status: null,
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

/** How a contract shows its own payments. */
export function embeddedPayment(
  state: ProcoreState,
  payment: ContractPayment,
): Record<string, unknown> {
  return {
    id: wireId(payment.id),
    amount: payment.amount,
    check_number: payment.checkNumber,
    date: payment.date,
    draw_request_number: payment.drawRequestNumber,
    invoice_number: payment.invoiceNumber,
    notes: payment.notes,
    payment_number: payment.paymentNumber,
    attachments: payment.attachments.map((attachment) => attachmentShape(state, attachment)),
    origin_id: payment.originId,
    origin_data: payment.originData,
    created_at: payment.createdAt,
    currency_configuration: currencyOf(state, state.commitments.get(payment.contractId)),
  };
}

export function attachmentShape(state: ProcoreState, { id, filename }: Attachment) {
  return {
    id: wireId(id),
    url: `${state.origin}/files/${id}/${encodeURIComponent(filename)}`,
    filename,
  };
}
