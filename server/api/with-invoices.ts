import { RemoteError } from "../errors.ts";
import type { IssuedPayment } from "../procore/commitments.ts";
import { type Contract, listContractPayments } from "../procore/contract-payments.ts";
import type { ApiParts } from "./parts.ts";
import { isOurs } from "./payments-view.ts";

/** Only of payments that others wrote do we have to ask. No answer: their numbers have to do. */
export async function withInvoices(
  { procore }: Pick<ApiParts, "procore">,
  contract: Contract,
  issued: IssuedPayment[] | undefined,
): Promise<IssuedPayment[] | undefined> {
  if (!issued?.some(({ originId }) => !isOurs(originId))) return issued;
  const listed = await listContractPayments(procore, contract).catch((error: unknown) => {
    if (!(error instanceof RemoteError)) throw error;
    return [];
  });
  const invoices = new Map(listed.map(({ id, requisitionId }) => [id, requisitionId]));
  return issued.map((payment) => ({ ...payment, requisitionId: invoices.get(payment.id) }));
}
