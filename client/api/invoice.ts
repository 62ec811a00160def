import useSWR from "swr";
import type { InvoicePlace, SharedInvoice, WhyNotPaid } from "../../server/api/contract.ts";
import { type CommitmentRef, commitmentKey } from "./commitment.ts";
import { del, get, post } from "./request.ts";

const invoiceKey = (ref: CommitmentRef, invoiceId: string): string =>
  `${commitmentKey(ref)}/invoices/${invoiceId}`;

export function useWhyNotPaid(ref: CommitmentRef, invoiceId: string) {
  return useSWR<WhyNotPaid>(`${invoiceKey(ref, invoiceId)}/why`, get);
}

/** An address that shows the same to somebody outside. */
export const shareInvoice = (ref: CommitmentRef, invoiceId: string): Promise<SharedInvoice> =>
  post(`${invoiceKey(ref, invoiceId)}/share`);

export const watchInvoice = (ref: CommitmentRef, invoiceId: string): Promise<void> =>
  post(`${invoiceKey(ref, invoiceId)}/watch`);

export const unwatchInvoice = (ref: CommitmentRef, invoiceId: string): Promise<void> =>
  del(`${invoiceKey(ref, invoiceId)}/watch`);

interface InvoiceRef {
  companyId: string;
  projectId: string;
  invoiceId: string;
}

/** Procore names an invoice that is open, and not its commitment. */
export function useInvoicePlace({ companyId, projectId, invoiceId }: InvoiceRef) {
  return useSWR<InvoicePlace>(
    `/companies/${companyId}/projects/${projectId}/invoices/${invoiceId}`,
    get,
    { revalidateIfStale: false },
  );
}
