import { z } from "zod";
import { exactNumber } from "../wire/json.ts";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { orMissing } from "./refusal.ts";
import { date, id, instant, money, optionalId, parseAnswer, text } from "./shapes.ts";

/** A row of Payments Issued, locked by its `originId`: release it, change it, set it again. */
export interface ContractPayment {
  id: string;
  contractId: string;
  requisitionId: string | undefined;
  amount: string;
  date: string | undefined;
  checkNumber: string | undefined;
  invoiceNumber: string | undefined;
  number: number | undefined;
  notes: string | undefined;
  originId: string | undefined;
  updatedAt: Date;
}

/** A field left out stays; null empties it. While `originId` is set, other changes get a 422. */
export interface ContractPaymentFields {
  amount?: string;
  date?: string;
  method?: "check" | "credit_card" | "electronic";
  checkNumber?: string | null;
  invoiceNumber?: string | null;
  requisitionId?: string;
  number?: number;
  notes?: string | null;
  originId?: string | null;
}

export interface Contract extends Caller {
  companyId: string;
  projectId: string;
  contractId: string;
}

const PATH = "/rest/v1.0/contract_payments";

const PaymentShape = z.object({
  id,
  contract_id: id,
  requisition_id: optionalId,
  amount: money,
  date,
  check_number: text,
  invoice_number: text,
  payment_number: z.coerce.number().int().nullish(),
  notes: text,
  origin_id: text,
  updated_at: instant,
});

/** Procore has no list over a company or project. */
export async function listContractPayments(
  procore: ProcoreClient,
  contract: Contract,
): Promise<ContractPayment[]> {
  const rows = await everyPage(procore, {
    path: PATH,
    query: placeOf(contract),
    ...callerOf(contract),
  });
  return rows.map(toPayment);
}

export async function fetchContractPayment(
  procore: ProcoreClient,
  contract: Contract,
  paymentId: string,
): Promise<ContractPayment | undefined> {
  const answer = await orMissing(
    procore.call({ path: `${PATH}/${paymentId}`, query: placeOf(contract), ...callerOf(contract) }),
  );
  return answer && toPayment(answer.body);
}

/** After an UnknownOutcomeError, look for the `originId` in the list before creating again. */
export async function createContractPayment(
  procore: ProcoreClient,
  contract: Contract,
  fields: ContractPaymentFields,
): Promise<ContractPayment> {
  const { body } = await procore.call({
    method: "POST",
    path: PATH,
    body: bodyOf(contract, fields),
    ...callerOf(contract),
  });
  return toPayment(body);
}

export async function updateContractPayment(
  procore: ProcoreClient,
  contract: Contract,
  { paymentId, fields }: { paymentId: string; fields: ContractPaymentFields },
): Promise<ContractPayment> {
  const { body } = await procore.call({
    method: "PATCH",
    path: `${PATH}/${paymentId}`,
    body: bodyOf(contract, fields),
    ...callerOf(contract),
  });
  return toPayment(body);
}

/** The caller makes sure that the `originId` is ours. */
export function releaseContractPayment(
  procore: ProcoreClient,
  contract: Contract,
  paymentId: string,
): Promise<ContractPayment> {
  return updateContractPayment(procore, contract, { paymentId, fields: { originId: null } });
}

function placeOf({ projectId, contractId }: Contract) {
  return { project_id: projectId, contract_id: contractId };
}

function bodyOf({ projectId, contractId }: Contract, fields: ContractPaymentFields) {
  return {
    project_id: exactNumber(projectId),
    contract_id: exactNumber(contractId),
    contract_payment: {
      amount: fields.amount,
      date: fields.date,
      payment_method: fields.method,
      check_number: fields.checkNumber,
      invoice_number: fields.invoiceNumber,
      requisition_id:
        fields.requisitionId === undefined ? undefined : exactNumber(fields.requisitionId),
      payment_number: fields.number,
      notes: fields.notes,
      origin_id: fields.originId,
    },
  };
}

function toPayment(row: unknown): ContractPayment {
  const payment = parseAnswer(PaymentShape, row);
  return {
    id: payment.id,
    contractId: payment.contract_id,
    requisitionId: payment.requisition_id,
    amount: payment.amount ?? "0",
    date: payment.date,
    checkNumber: payment.check_number,
    invoiceNumber: payment.invoice_number,
    number: payment.payment_number ?? undefined,
    notes: payment.notes,
    originId: payment.origin_id,
    updatedAt: payment.updated_at,
  };
}

/** Numbers of invoices, which people type by hand. */
export const isSameNumber = (one: string, other: string) =>
  one.trim().toLowerCase() === other.trim().toLowerCase();
