import type { Session as NewSession } from "../../server/api/contract.ts";

export interface Session extends Pick<NewSession, "id" | "user"> {
  /**
   * In memory alone, where the browser keeps no cookie for a frame inside Procore. Null: the cookie
   * carries it, and no script can read it.
   */
  token: string | null;
}

/**
 * Why there is no session: the server has not answered yet, nobody has signed in, it has ended, or
 * its person has signed out.
 */
export type Absence = "asking" | "nobody" | "ended" | "signed out";

let standing: Session | Absence = "asking";
const listeners = new Set<() => void>();

export const currentStanding = (): Session | Absence => standing;

export const currentSession = (): Session | null =>
  typeof standing === "object" ? standing : null;

export function setStanding(next: Session | Absence): void {
  if (next === standing) return;
  standing = next;
  for (const listener of listeners) listener();
}

export function onStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
