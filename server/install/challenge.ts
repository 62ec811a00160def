import { hash } from "node:crypto";
import { BadRequestError } from "../errors.ts";

/**
 * Anybody can send anybody a link with a one-time code: it works only with a secret that the
 * browser made before sign-in began (as in RFC 7636). The challenge is the secret's SHA-256.
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

/** A code is stored only in this form, so neither half alone finds it. */
export function boundTo(challenge: string, code: string): string {
  return `${challenge}.${code}`;
}
