import { RemoteError } from "../errors.ts";
import { actorKey, type Actor, type Tokens } from "../procore/actor.ts";
import { renewServiceToken } from "./renew-service-token.ts";
import { renewUserGrant, type TokenParts } from "./renew-user-grant.ts";
import { isFresh, type Token } from "./token.ts";

/** Made-up users cannot get here; this only bounds a process that runs for months. */
const MOST_KEPT = 5_000;

/** A sign-in server that does not answer is not asked again at once in the same name. */
const FAILURE_KEPT_MS = 5_000;

/**
 * Access tokens for Procore's client: kept in memory while fresh, and never fetched twice at once
 * in one process.
 */
export function tokens(parts: TokenParts): Tokens {
  const kept = new Map<string, Token>();
  const running = new Map<string, Promise<Token>>();
  const failed = new Map<string, { error: RemoteError; until: number }>();

  async function load(actor: Actor, refused: string | undefined): Promise<Token> {
    const key = actorKey(actor);
    const token =
      "service" in actor
        ? await renewServiceToken(parts, actor.service, refused)
        : await renewUserGrant(parts, userIdOf(actor), refused);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, token);
    return token;
  }

  async function loadOnce(actor: Actor, refused?: string): Promise<string> {
    const key = actorKey(actor);
    const alreadyRunning = running.get(key);
    if (alreadyRunning) {
      const { accessToken } = await alreadyRunning;
      if (accessToken !== refused) return accessToken;
    }
    const failure = failed.get(key);
    if (failure && failure.until > Date.now()) throw failure.error;
    failed.delete(key);
    const loading = load(actor, refused)
      .catch((error: unknown) => {
        if (failed.size >= MOST_KEPT) failed.clear();
        if (error instanceof RemoteError && error.retryable) {
          failed.set(key, { error, until: Date.now() + FAILURE_KEPT_MS });
        }
        throw error;
      })
      .finally(() => running.delete(key));
    running.set(key, loading);
    return (await loading).accessToken;
  }

  return {
    async current(actor) {
      if ("accessToken" in actor) return actor.accessToken;
      const known = kept.get(actorKey(actor));
      return known && isFresh(known) ? known.accessToken : loadOnce(actor);
    },
    async renew(actor, refused) {
      // a token in hand has nothing behind it: Procore's refusal is final
      if ("accessToken" in actor) return actor.accessToken;
      const known = kept.get(actorKey(actor));
      if (known && known.accessToken !== refused && isFresh(known)) return known.accessToken;
      kept.delete(actorKey(actor));
      return loadOnce(actor, refused);
    },
  };
}

function userIdOf(actor: Actor): string {
  if ("userId" in actor) return actor.userId;
  throw new TypeError("only people and service accounts have stored tokens");
}
