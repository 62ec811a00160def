export interface Token {
  accessToken: string;
  expiresAt: Date;
}

/** Renewed this long before it ends, so that no call starts with a token that dies under way. */
const MARGIN_MS = 60_000;

export function isFresh({ expiresAt }: { expiresAt: Date }): boolean {
  return expiresAt.getTime() - MARGIN_MS > Date.now();
}
