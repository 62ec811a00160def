import type { CommitmentRef } from "../api/commitment.ts";
import { Skeleton } from "../components/skeleton.tsx";
import { Commitment } from "./commitment.tsx";
import { Refused } from "./refused.tsx";
import { useCommitmentScreen } from "./use-commitment-screen.ts";

interface CommitmentScreenProps {
  commitment: CommitmentRef;
  /** Of the invoice that is open. */
  openId?: string | null;
  isPaused: boolean;
}

export function CommitmentScreen({ commitment, openId = null, isPaused }: CommitmentScreenProps) {
  const { view, trouble, error, isTrying, refresh } = useCommitmentScreen(commitment, isPaused);
  if (view) {
    return (
      <Commitment
        commitment={commitment}
        view={view}
        trouble={trouble}
        openId={openId}
        refresh={refresh}
      />
    );
  }
  if (error) {
    return (
      <Refused
        error={error}
        companyId={commitment.companyId}
        isTrying={isTrying}
        tryAgain={refresh}
      />
    );
  }
  return <Skeleton label="Loading this commitment…" />;
}
