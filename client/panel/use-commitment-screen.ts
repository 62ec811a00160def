import { useCallback, useEffect, useRef } from "react";
import type { CommitmentView } from "../../server/api/contract.ts";
import { type CommitmentRef, useCommitment } from "../api/commitment.ts";
import { useLive } from "../api/live.ts";
import { RefusalError } from "../api/refusal-error.ts";
import { useAnnounce } from "../components/announcer.tsx";
import { describeNews } from "./describe-news.ts";

// The stream is the fast way. Where a proxy swallows it, the panel still catches up.
const WITHOUT_STREAM_MS = 20_000;
const BESIDE_STREAM_MS = 120_000;

/** What is known of one commitment, kept up to date; its news are read aloud. */
export function useCommitmentScreen(commitment: CommitmentRef, isPaused: boolean) {
  const live = useLive(commitment, isPaused);
  // What was not fresh hears of no change: Procore has to be asked until it answers.
  const pace = useCallback(
    (known: CommitmentView | undefined) => {
      if (isPaused) return 0;
      const isTold = live === "live" && known?.isFresh !== false;
      return isTold ? BESIDE_STREAM_MS : WITHOUT_STREAM_MS;
    },
    [isPaused, live],
  );
  const { data, error, mutate, isValidating } = useCommitment(commitment, pace);
  useNews(data);

  const refusal = error instanceof RefusalError ? error : null;
  const isForbidden = refusal?.status === 403 || refusal?.status === 404;
  return {
    /** Undefined: nothing is known yet, or may be seen any more. */
    view: isForbidden ? undefined : data,
    error: error as unknown,
    /** Why what is shown may be out of date. */
    trouble: refusal && refusal.message,
    isTrying: isValidating,
    refresh: () => void mutate(),
  };
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
