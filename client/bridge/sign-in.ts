import { initialize } from "@procore/procore-iframe-helpers";
import { makeSecret } from "./verifier.ts";

/** What `startSession` wants: a code alone could have been sent to this window by anybody. */
export interface Returned {
  code: string;
  verifier: string;
}

/** Where Procore's sign-in begins. `path`: the page that it comes back to. */
export const addressOf = (path: string, challenge: string): string =>
  `/auth/procore?${new URLSearchParams({ return: path, challenge })}`;

// Made ahead: a window that is opened long after the click is blocked.
let next = makeSecret();

/** Why there is no session, in words for the person who asked for one. */
export class SignInError extends Error {
  override readonly name = "SignInError";
}

let context: ReturnType<typeof initialize> | undefined;

function procore(): ReturnType<typeof initialize> {
  // The library takes any window with an opener for its own pop-up. We never need ours.
  window.opener = null;
  context ??= initialize();
  return context;
}

/**
 * Opens Procore's sign-in in a window of its own (it refuses to render in a frame). Resolves with
 * the one-time code and what makes it ours.
 */
export async function signInByPopUp(): Promise<Returned> {
  const ours = next;
  next = makeSecret();
  const { verifier, challenge } = await ours;
  return new Promise((resolve, reject) => {
    const { authentication } = procore();
    authentication.authenticate({
      url: addressOf("panel", challenge),
      onSuccess: (payload: unknown) => {
        const code = read(payload, "code");
        if (code) resolve({ code, verifier });
        else reject(new SignInError("Procore's sign-in ended without a result. Try it again."));
      },
      onFailure: (failure: unknown) =>
        reject(new SignInError(reasonOf(failure, Boolean(authentication.authWindow)))),
    });
  });
}

function reasonOf(failure: unknown, hasOpened: boolean): string {
  if (!hasOpened) {
    return "Your browser blocked the sign-in window. Allow pop-ups for this page, then try again.";
  }
  if (read(failure, "type") === "canceled_by_user") {
    return "The sign-in window was closed before you were signed in.";
  }
  return read(failure, "reason") ?? "Procore did not sign you in. Try it again.";
}

function read(payload: unknown, field: string): string | null {
  const value =
    typeof payload === "object" && payload !== null
      ? (payload as Record<string, unknown>)[field]
      : null;
  return typeof value === "string" && value !== "" ? value : null;
}
