import { hash } from "node:crypto";

/**
 * How random secrets of ours (session tokens, sign-in codes) are kept: who reads the table can use
 * none of them.
 */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "base64url");
}
