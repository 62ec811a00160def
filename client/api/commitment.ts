import useSWR from "swr";
import type { CommitmentView, Preview } from "../../server/api/contract.ts";
import { get, post } from "./request.ts";

/** Procore's ids of one commitment. */
export interface CommitmentRef {
  companyId: string;
  projectId: string;
  commitmentId: string;
}

export const commitmentKey = ({ companyId, projectId, commitmentId }: CommitmentRef): string =>
  `/companies/${companyId}/projects/${projectId}/commitments/${commitmentId}`;

/**
 * `refreshInterval` in milliseconds, from what is known; 0: only when something says that it
 * changed.
 */
export function useCommitment(
  ref: CommitmentRef,
  refreshInterval: (known: CommitmentView | undefined) => number,
) {
  return useSWR<CommitmentView>(commitmentKey(ref), get, {
    refreshInterval,
    refreshWhenHidden: true,
  });
}

/** What would be sent, at this moment. */
export function usePreview(ref: CommitmentRef) {
  return useSWR<Preview>(`${commitmentKey(ref)}/preview`, get);
}

/**
 * Sends what waits or failed, the commitment's invoices included. Resolves once it is queued, not
 * once it is done.
 */
export const syncCommitment = (ref: CommitmentRef): Promise<void> =>
  post(`${commitmentKey(ref)}/sync`);

/** Sends one invoice, whatever it is: one from before Crosstie goes by nothing else. */
export const syncInvoice = (ref: CommitmentRef, invoiceId: string): Promise<void> =>
  post(`${commitmentKey(ref)}/invoices/${invoiceId}/sync`);

/**
 * Creates the vendor that the other system lacks, then goes on with the commitment. `declined`:
 * candidates that the person was shown.
 */
export const createVendor = (ref: CommitmentRef, declined: string[]): Promise<void> =>
  post(`${commitmentKey(ref)}/vendor`, { declined });

/** Takes one of the candidates of an invoice: for its vendor, or for its bill. */
export const linkInvoice = (ref: CommitmentRef, invoiceId: string, id: string): Promise<void> =>
  post(`${commitmentKey(ref)}/invoices/${invoiceId}/link`, { id });

/** Takes one of the candidates for the vendor, then goes on. */
export const linkVendor = (ref: CommitmentRef, id: string): Promise<void> =>
  post(`${commitmentKey(ref)}/vendor/link`, { id });

export const syncCommitmentPayments = (ref: CommitmentRef): Promise<void> =>
  post(`${commitmentKey(ref)}/payments/sync`);
