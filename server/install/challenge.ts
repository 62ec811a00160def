import { hash } from "node:crypto";
import { BadRequestError } from "../errors.ts";

/**
 * A one-time code travels in an address, and anybody can send anybody an address: so it is worth
 * something only together with a secret that the browser made before it set out (RFC 7636's idea).
 * The challenge is the SHA-256 of that verifier, as base64url.
 */
export function readChallenge(asked: unknown): string {
  if (typeof asked !== "string" || !/^[\w-]{43}$/.test(asked)) {
    throw new BadRequestError(
      "Sign-in starts on a page of Crosstie, which adds a challenge. Open Crosstie and sign in from there.",
    );
  }
  return asked;
}

export function challengeOf(verifier: string): string {
  return hash("sha256", verifier, "base64url");
}

/** What is kept of a code: nobody finds it again who lacks either half. */
export function boundTo(challenge: string, code: string): string {
  return `${challenge}.${code}`;
}
