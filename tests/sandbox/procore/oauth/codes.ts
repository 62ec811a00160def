import { randomBytes } from "node:crypto";
import type { AuthorizationCode } from "../access.ts";
import { now, type ProcoreState } from "../state.ts";

export function issueCode(
  state: ProcoreState,
  { clientId, userId, redirectUri }: Pick<AuthorizationCode, "clientId" | "userId" | "redirectUri">,
): string {
  const code = randomBytes(32).toString("hex");
  state.codes.set(code, {
    code,
    clientId,
    userId,
    redirectUri,
    expiresAt: now(state).getTime() + 600_000,
    isUsed: false,
  });
  return code;
}

/**
 * Single use, ten minutes, for the same client and redirect address. Undefined: not good, or no
 * longer.
 */
export function takeCode(
  state: ProcoreState,
  { code, clientId, redirectUri }: Pick<AuthorizationCode, "code" | "clientId" | "redirectUri">,
): AuthorizationCode | undefined {
  const found = state.codes.get(code);
  if (
    !found ||
    found.isUsed ||
    found.clientId !== clientId ||
    found.redirectUri !== redirectUri ||
    found.expiresAt <= now(state).getTime()
  ) {
    return undefined;
  }
  found.isUsed = true;
  return found;
}
