import type { BareFetcher, SWRConfiguration } from "swr";
import { RefusalError } from "./refusal-error.ts";

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

export const isWorthRepeating = (error: unknown) =>
  !(error instanceof RefusalError) ||
  error.status === 0 ||
  error.status === 429 ||
  error.status >= 500;

/**
 * How long until it is worth asking again: when the other system said so, else longer each time;
 * never so long that a screen stays wrong.
 */
export function waitBefore(error: unknown, retryCount: number, random = Math.random()): number {
  const named =
    error instanceof RefusalError && error.retryAt
      ? Math.max(0, error.retryAt.getTime() - Date.now()) + 2_000 * random
      : null;
  return Math.min(
    LONGEST_WAIT_MS,
    named ?? FIRST_WAIT_MS * 2 ** (retryCount - 1) * (0.75 + random / 2),
  );
}

/** What SWR does with a failed question. */
export const retrying: SWRConfiguration<unknown, unknown, BareFetcher> = {
  shouldRetryOnError: isWorthRepeating,
  onErrorRetry: (error, _key, _config, revalidate, { retryCount }) =>
    void setTimeout(() => void revalidate({ retryCount }), waitBefore(error, retryCount)),
};
