import { useState } from "react";
import type { Invoice } from "../../server/api/contract.ts";
import type { CommitmentRef } from "../api/commitment.ts";
import { unwatchInvoice, watchInvoice } from "../api/invoice.ts";
import { useAnnounce } from "../components/announcer.tsx";

/** To be told when an invoice is paid, or no more. */
export function useWatching(commitment: CommitmentRef, refresh: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const announce = useAnnounce();

  async function turn({ id, number, isWatched }: Invoice): Promise<void> {
    setProblem(null);
    try {
      await (isWatched ? unwatchInvoice : watchInvoice)(commitment, id);
      announce(
        isWatched
          ? `You will not be told of invoice ${number}.`
          : `You will be told here once invoice ${number} is paid.`,
      );
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    refresh();
  }

  return { problem, turn: (invoice: Invoice) => void turn(invoice) };
}
