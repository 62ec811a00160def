import { useEffect } from "react";
import { RefusalError } from "./refusal-error.ts";

/**
 * Calls `forget` when a refusal is out of date: the other system said from when on it answers
 * again.
 */
export function useOutdated(error: unknown, forget: () => void): void {
  const retryAt = error instanceof RefusalError ? error.retryAt : null;

  useEffect(() => {
    if (!retryAt) return;
    const timer = setTimeout(forget, Math.max(0, retryAt.getTime() - Date.now()));
    return () => clearTimeout(timer);
    // `forget` is new at every draw: the timer must not start over with it.
  }, [retryAt]);
}
