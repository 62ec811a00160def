import { useSyncExternalStore } from "react";
import type { Session } from "../../server/api/contract.ts";
import { post } from "./request.ts";
import { currentSession, onSession, setSession } from "./session-token.ts";

/**
 * Trades the one-time code of a sign-in, with the secret it is bound to, for a session, which lives
 * as long as the page.
 */
export async function startSession(returned: { code: string; verifier: string }): Promise<void> {
  setSession(await post<Session>("/session", returned));
}

/** Null while nobody is signed in; turns null by itself when the server ends the session. */
export const useSession = (): Session | null => useSyncExternalStore(onSession, currentSession);
