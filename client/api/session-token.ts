import type { Session } from "../../server/api/contract.ts";

// In memory alone: a frame inside Procore has no storage it could trust, and a reload asks Procore
// again.
let session: Session | null = null;
const listeners = new Set<() => void>();

export const currentSession = (): Session | null => session;

export function setSession(next: Session | null): void {
  if (next === session) return;
  session = next;
  for (const listener of listeners) listener();
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
