import type { Author } from "../access.ts";
import type { Attachment, ContractPayment } from "../records.ts";
import type { Fields, UploadedFile } from "../rest/call.ts";
import { invalid, notFound, Refusal } from "../rest/refusal.ts";
import { changeRecord } from "../rules/change-record.ts";
import { PAYMENT_LOCKED, refuseLockedPayment } from "../rules/locks.ts";
import { applyOrigin } from "../rules/origin.ts";
import {
  readChoice,
  readDate,
  readDecimal,
  readReference,
  readText,
  readWhole,
  refuseUnknown,
} from "../rules/read-field.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";
import { findCommitment } from "./commitments.ts";

const METHODS = ["check", "credit_card", "electronic"] as const;
const KNOWN = [
  "amount",
  "date",
  "payment_method",
  "check_number",
  "invoice_number",
  "notes",
  "invoice_date",
  "payment_number",
  "draw_request_number",
  "requisition_id",
  "origin_id",
  "origin_data",
  "prostore_file_ids",
];

interface Written extends Done {
  /** By Procore's attribute names. */
  fields: Fields;
  files?: UploadedFile[];
}

export function createPayment(
  state: ProcoreState,
  { contractId, fields, files = [], by }: { contractId: string } & Written,
): ContractPayment {
  const commitment = findCommitment(state, contractId);
  const at = now(state).toISOString();
  const last = paymentsOf(state, contractId).at(-1)?.paymentNumber ?? 0;
  const payment: ContractPayment = {
    id: nextId(state, state.companies.get(commitment.companyId)?.zone),
    companyId: commitment.companyId,
    projectId: commitment.projectId,
    contractId,
    requisitionId: null,
    amount: "0.00",
    date: null,
    paymentMethod: null,
    checkNumber: null,
    invoiceNumber: null,
    invoiceDate: null,
    paymentNumber: last + 1,
    drawRequestNumber: null,
    notes: null,
    attachments: [],
    originId: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
  };
  apply(state, payment, fields, files);
  if (readDecimal(fields, "amount") === undefined) throw invalid("amount", "can't be blank");
  state.payments.set(payment.id, payment);
  tell(state, payment, "create", authorOf(state, by, payment.companyId));
  return payment;
}

export function updatePayment(
  state: ProcoreState,
  { id, fields, files = [], by }: { id: string } & Written,
): ContractPayment {
  const payment = findPayment(state, id);
  const isChanged = changeRecord(payment, now(state), (draft) => {
    apply(state, draft, fields, files);
    refuseLockedPayment(payment, draft);
  });
  if (isChanged) tell(state, payment, "update", authorOf(state, by, payment.companyId));
  return payment;
}

export function deletePayment(state: ProcoreState, { id, by }: { id: string } & Done): void {
  const payment = findPayment(state, id);
  if (payment.originId !== null) throw new Refusal(422, [PAYMENT_LOCKED]);
  state.payments.delete(id);
  tell(state, payment, "delete", authorOf(state, by, payment.companyId));
}

export function findPayment(state: ProcoreState, id: string): ContractPayment {
  const payment = state.payments.get(id);
  if (!payment) throw notFound();
  return payment;
}

export function paymentsOf(state: ProcoreState, contractId: string): ContractPayment[] {
  return [...state.payments.values()]
    .filter((payment) => payment.contractId === contractId)
    .toSorted((one, other) => one.paymentNumber - other.paymentNumber);
}

function apply(
  state: ProcoreState,
  payment: ContractPayment,
  fields: Fields,
  files: UploadedFile[],
): void {
  refuseUnknown(fields, KNOWN);
  payment.amount = readDecimal(fields, "amount") ?? payment.amount;
  payment.paymentMethod = readChoice(fields, "payment_method", METHODS) ?? payment.paymentMethod;
  payment.paymentNumber = readWhole(fields, "payment_number") ?? payment.paymentNumber;
  if ("date" in fields) payment.date = readDate(fields, "date") ?? null;
  if (payment.date === null) throw invalid("date", "can't be blank");
  if ("invoice_date" in fields) payment.invoiceDate = readDate(fields, "invoice_date") ?? null;
  if ("check_number" in fields) payment.checkNumber = readText(fields, "check_number") ?? null;
  if ("invoice_number" in fields) {
    payment.invoiceNumber = readText(fields, "invoice_number") ?? null;
  }
  if ("notes" in fields) payment.notes = readText(fields, "notes") ?? null;
  if ("draw_request_number" in fields) {
    payment.drawRequestNumber = readWhole(fields, "draw_request_number") ?? null;
  }
  const requisitionId = readReference(fields, "requisition_id");
  if (requisitionId && state.requisitions.get(requisitionId)?.commitmentId !== payment.contractId) {
    throw invalid("requisition_id", "is not an invoice of this contract");
  }
  if (requisitionId !== undefined) payment.requisitionId = requisitionId;
  applyOrigin(payment, fields, () =>
    [...state.payments.values()].filter(({ companyId }) => companyId === payment.companyId),
  );
  payment.attachments.push(...files.map((file) => keepFile(state, file, payment.companyId)));
}

function keepFile(
  state: ProcoreState,
  { filename, contentType, bytes }: UploadedFile,
  companyId: string,
): Attachment {
  const id = nextId(state, state.companies.get(companyId)?.zone);
  state.files.set(id, bytes);
  return { id, filename, contentType, size: bytes.byteLength };
}

function tell(
  state: ProcoreState,
  { id, companyId, projectId }: ContractPayment,
  eventType: EventType,
  by: Author,
): void {
  announce(state, {
    companyId,
    projectId,
    resourceName: "Contract Payments",
    resourceId: id,
    eventType,
    by,
  });
}
