import { signInFailure } from "./sign-in-failure.ts";
import { addressOf, type Returned } from "./sign-in.ts";
import { makeSecret } from "./verifier.ts";

const KEPT = "crosstie:verifier";

/**
 * For a page of its own (the console, the set-up): goes to Procore and comes back to `path` with
 * the code in its fragment.
 */
export async function signInByRedirect(path: string): Promise<void> {
  const own = appOrigin();
  if (own && own !== window.location.origin) return window.location.replace(own + path);
  const { verifier, challenge } = await makeSecret();
  sessionStorage.setItem(KEPT, verifier);
  window.location.replace(addressOf(path, challenge));
}

/** Procore sends people back there alone: under another name of it nothing of the sign-in is known. */
function appOrigin(): string | undefined {
  const written = document.querySelector<HTMLMetaElement>('meta[name="app-origin"]')?.content ?? "";
  return URL.canParse(written) ? new URL(written).origin : undefined;
}

/** Whether this page has such an outcome to take. A browser may keep all storage from a frame. */
export function isReturning(): boolean {
  const isOutcome = /^#(code|error)=/.test(window.location.hash);
  return window.parent === window && isOutcome && sessionStorage.getItem(KEPT) !== null;
}

/**
 * The outcome that a redirect brought back. It is taken out of the address at once: a code works
 * only once, and belongs in no history.
 * A tab that did not set out has no outcome: somebody else wrote that address.
 */
export function takeReturned(): { returned: Returned | null; error: string | null } {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const [code, error] = [fragment.get("code"), fragment.get("error")];
  const verifier = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (code || error) {
    window.history.replaceState(
      window.history.state,
      "",
      window.location.pathname + window.location.search,
    );
  }
  if (!verifier) return { returned: null, error: null };
  if (code) return { returned: { code, verifier }, error: null };
  return { returned: null, error: error === null ? null : signInFailure(error) };
}
