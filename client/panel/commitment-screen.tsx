import { useCallback, useEffect, useRef } from "react";
import { type CommitmentRef, useCommitment } from "../api/commitment.ts";
import { useLive } from "../api/live.ts";
import type { CommitmentView } from "../../server/api/contract.ts";
import { RefusalError } from "../api/refusal-error.ts";
import { useAnnounce } from "../components/announcer.tsx";
import { Waiting } from "../components/blank.tsx";
import { Commitment } from "./commitment.tsx";
import { describeNews } from "./describe-news.ts";
import { Refused } from "./refused.tsx";

// The stream is the fast way. Where a proxy swallows it, the panel still catches up.
const WITHOUT_STREAM_MS = 20_000;
const BESIDE_STREAM_MS = 120_000;

interface CommitmentScreenProps {
  commitment: CommitmentRef;
  isPaused: boolean;
}

export function CommitmentScreen({ commitment, isPaused }: CommitmentScreenProps) {
  const live = useLive(commitment, isPaused);
  // What was not fresh hears of no change: Procore has to be asked until it answers.
  const pace = useCallback(
    (known: CommitmentView | undefined) =>
      isPaused
        ? 0
        : live === "live" && known?.isFresh !== false
          ? BESIDE_STREAM_MS
          : WITHOUT_STREAM_MS,
    [isPaused, live],
  );
  const { data, error, mutate, isValidating } = useCommitment(commitment, pace);
  useNews(data);

  const refresh = () => void mutate();
  const isForbidden =
    error instanceof RefusalError && (error.status === 403 || error.status === 404);
  if (data && !isForbidden) {
    return (
      <Commitment
        commitment={commitment}
        view={data}
        trouble={error instanceof RefusalError ? error.message : null}
        refresh={refresh}
      />
    );
  }
  if (error) {
    return (
      <Refused
        error={error}
        companyId={commitment.companyId}
        isTrying={isValidating}
        tryAgain={refresh}
      />
    );
  }
  return <Waiting label="Loading this commitment…" />;
}

function useNews(view: CommitmentView | undefined): void {
  const announce = useAnnounce();
  const before = useRef(view);
  useEffect(() => {
    const news = before.current && view ? describeNews(before.current, view) : null;
    before.current = view;
    if (news) announce(news);
  }, [view, announce]);
}
