import { useSyncExternalStore } from "react";
import type { Session as NewSession, WhoIsIn } from "../../server/api/contract.ts";
import { RefusalError } from "./refusal-error.ts";
import { del, get, post } from "./request.ts";
import { isWorthRepeating, waitBefore } from "./retry.ts";
import {
  type Absence,
  currentSession,
  currentStanding,
  onStanding,
  type Session,
  setStanding,
} from "./session-token.ts";

/**
 * Trades the one-time code of a sign-in, with the secret it is bound to, for a session. Where the
 * browser has kept the cookie that came with it, the token is forgotten at once.
 */
export async function startSession(returned: { code: string; verifier: string }): Promise<void> {
  const { token, id, user } = await post<NewSession>("/session", returned);
  const byCookie = await readCookie().catch(() => null);
  setStanding({ id, user, token: byCookie?.id === id ? null : token });
}

/**
 * When a page opens. Asks until there is an answer: a server that restarts has not signed anybody
 * out. `isReturning`: the page brings a new sign-in, so nobody is in yet.
 */
export async function resumeSession({ isReturning = false } = {}): Promise<void> {
  if (isReturning) return setStanding("nobody");
  for (let failures = 1; ; failures += 1) {
    try {
      return setStanding((await readCookie()) ?? "nobody");
    } catch (error) {
      if (!isWorthRepeating(error)) return setStanding("nobody");
      const wait = waitBefore(error, failures);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/**
 * Somebody may have signed in in another tab: who comes back to this one, or finds their session
 * ended, is not asked again.
 */
export function followOtherTabs(): void {
  const resume = () =>
    void readCookie().then(
      (found) => found && !currentSession() && setStanding(found),
      () => {},
    );
  onStanding(() => currentStanding() === "ended" && resume());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !currentSession()) resume();
  });
}

/** In all windows of this browser that share its cookie. */
export async function signOut(): Promise<void> {
  try {
    await del("/session");
  } catch (error) {
    // it had ended already
    if (!(error instanceof RefusalError && error.status === 401)) throw error;
  }
  setStanding("signed out");
}

export const useStanding = (): Session | Absence =>
  useSyncExternalStore(onStanding, currentStanding);

/** Null while nobody is signed in; turns null by itself when the server ends the session. */
export const useSession = (): Session | null => useSyncExternalStore(onStanding, currentSession);

async function readCookie(): Promise<Session | null> {
  const found = await get<WhoIsIn | undefined>("/session");
  if (!found) return null;
  const { session, ...user } = found;
  return { id: session.id, user, token: null };
}
