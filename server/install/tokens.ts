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

/** A token that the caller brings is not kept. */
type Holder = Exclude<Actor, { accessToken: string }>;

interface Wanted {
  holder: Holder;
  refused?: string;
}

const MOST_KEPT = 5_000;

/** After a passing failure the sign-in server is not asked for the same actor this long. */
const FAILURE_KEPT_MS = 5_000;

export function tokens(
  parts: TokenParts,
  { failureKeptMs } = { failureKeptMs: FAILURE_KEPT_MS },
): Tokens {
  const failures = new LRUCache<string, RemoteError>({ max: MOST_KEPT, ttl: failureKeptMs });
  const cache = new LRUCache<string, Token, Wanted>({
    max: MOST_KEPT,
    // A caller gets its token even when the cache has dropped the entry meanwhile.
    ignoreFetchAbort: true,
    async fetchMethod(_key, _old, { context: { holder, refused }, options }) {
      const token =
        "service" in holder
          ? await renewServiceToken(parts, holder.service, refused)
          : await renewUserGrant(parts, holder.userId, refused);
      // To lru-cache zero means for ever.
      options.ttl = Math.max(1, freshForMs(token));
      return token;
    },
  });

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
      // A token that the caller brings cannot be renewed: Procore's refusal is final.
      if ("accessToken" in actor) return actor.accessToken;
      const known = cache.get(actorKey(actor))?.accessToken;
      if (known !== undefined && known !== refused) return known;
      const fetched = await fetchToken({ holder: actor, refused });
      // A fetch that began before the refusal may have found the refused token.
      return fetched === refused ? fetchToken({ holder: actor, refused }) : fetched;
    },
  };
}
