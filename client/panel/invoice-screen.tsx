import { useInvoicePlace } from "../api/invoice.ts";
import { Skeleton } from "../components/skeleton.tsx";
import { CommitmentScreen } from "./commitment-screen.tsx";
import { Refused } from "./refused.tsx";

interface InvoiceScreenProps {
  companyId: string;
  projectId: string;
  invoiceId: string;
  isPaused: boolean;
}

/** An invoice belongs to a commitment: that one, with this invoice on top. */
export function InvoiceScreen({ isPaused, ...invoice }: InvoiceScreenProps) {
  const { companyId, projectId, invoiceId } = invoice;
  const { data, error, isValidating, mutate } = useInvoicePlace(invoice);
  if (data) {
    const commitment = { companyId, projectId, commitmentId: data.commitmentId };
    return <CommitmentScreen commitment={commitment} openId={invoiceId} isPaused={isPaused} />;
  }
  if (!error) return <Skeleton label="Looking for this invoice’s commitment…" />;
  return (
    <Refused
      error={error}
      companyId={companyId}
      what="This invoice"
      isTrying={isValidating}
      tryAgain={() => void mutate()}
    />
  );
}
