import { LRUCache } from "lru-cache";
import { RemoteError } from "../errors.ts";
import { type Actor, actorKey, type Tokens } from "../procore/actor.ts";
import {
  freshForMs,
  renewServiceToken,
  renewUserGrant,
  type Token,
  type TokenParts,
} from "./renew.ts";

/** Of whom there is something to keep: a token in hand is its holder's own. */
type Holder = Exclude<Actor, { accessToken: string }>;

interface Wanted {
  holder: Holder;
  /** Procore has refused this one. */
  refused?: string;
}

/** Made-up users cannot get here; this only bounds a process that runs for months. */
const MOST_KEPT = 5_000;

/** A sign-in server that does not answer is not asked again at once in the same name. */
const FAILURE_KEPT_MS = 5_000;

/**
 * Access tokens for Procore's client: kept in memory while fresh, and never fetched twice at once
 * in one process.
 */
export function tokens(
  parts: TokenParts,
  { failureKeptMs } = { failureKeptMs: FAILURE_KEPT_MS },
): Tokens {
  const failures = new LRUCache<string, RemoteError>({ max: MOST_KEPT, ttl: failureKeptMs });
  const cache = new LRUCache<string, Token, Wanted>({
    max: MOST_KEPT,
    // Who waits for a token gets it, even when it is pushed out by then.
    ignoreFetchAbort: true,
    async fetchMethod(_key, _old, { context: { holder, refused }, options }) {
      const token =
        "service" in holder
          ? await renewServiceToken(parts, holder.service, refused)
          : await renewUserGrant(parts, holder.userId, refused);
      // Zero would mean for ever.
      options.ttl = Math.max(1, freshForMs(token));
      return token;
    },
  });

  /** Shares what is under way already for the same holder. */
  async function fetchToken(wanted: Wanted): Promise<string> {
    const key = actorKey(wanted.holder);
    const failure = failures.get(key);
    if (failure) throw failure;
    const forceRefresh = wanted.refused !== undefined;
    try {
      return (await cache.forceFetch(key, { context: wanted, forceRefresh })).accessToken;
    } catch (error) {
      if (error instanceof RemoteError && error.retryable) failures.set(key, error);
      throw error;
    }
  }

  return {
    async current(actor) {
      return "accessToken" in actor ? actor.accessToken : fetchToken({ holder: actor });
    },
    async renew(actor, refused) {
      // Behind a token in hand there is nothing: Procore's refusal is final.
      if ("accessToken" in actor) return actor.accessToken;
      const known = cache.get(actorKey(actor))?.accessToken;
      if (known !== undefined && known !== refused) return known;
      const fetched = await fetchToken({ holder: actor, refused });
      // What was under way may have found the refused one, before it was refused.
      return fetched === refused ? fetchToken({ holder: actor, refused }) : fetched;
    },
  };
}
