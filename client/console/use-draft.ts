import { useCallback, useMemo, useSyncExternalStore } from "react";
import { currentStanding, onStanding } from "../api/session-token.ts";
import { useSession } from "../api/session.ts";

const PREFIX = "crosstie:draft";

const drafts = new Map<string, string | null>();
const listeners = new Set<() => void>();

// Who signs out leaves nothing behind; a session that ends by itself waits for its person.
onStanding(() => currentStanding() === "signed out" && forgetAll());

/**
 * What somebody has entered and not saved yet. It outlives the page's parts, the end of the session
 * and the trip to Procore's sign-in, and is shown to nobody else. Never for secrets: it lies in the
 * browser's own storage.
 */
export function useDraft<Draft>(name: string): [Draft | null, (draft: Draft | null) => void] {
  const key = `${PREFIX}:${useSession()?.user.id}:${name}`;
  const text = useSyncExternalStore(listen, () => read(key));
  const draft = useMemo(() => (text === null ? null : (JSON.parse(text) as Draft)), [text]);
  const keep = useCallback(
    (next: Draft | null) => write(key, next === null ? null : JSON.stringify(next)),
    [key],
  );
  return [draft, keep];
}

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function read(key: string): string | null {
  if (!drafts.has(key)) {
    drafts.set(
      key,
      stored((storage) => storage.getItem(key)),
    );
  }
  return drafts.get(key) ?? null;
}

function write(key: string, text: string | null): void {
  drafts.set(key, text);
  stored((storage) => (text === null ? storage.removeItem(key) : storage.setItem(key, text)));
  for (const listener of listeners) listener();
}

function forgetAll(): void {
  drafts.clear();
  stored((storage) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => storage.removeItem(key)),
  );
  for (const listener of listeners) listener();
}

/** A browser may forbid a frame its storage; then the draft lives as long as the page. */
function stored<Answer>(use: (storage: Storage) => Answer): Answer | null {
  try {
    return use(window.sessionStorage);
  } catch {
    return null;
  }
}
