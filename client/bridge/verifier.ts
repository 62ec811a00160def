/**
 * A secret of this window, and its SHA-256: the server is told the hash before Procore is asked,
 * and the secret when the code is traded.
 */
export interface Secret {
  verifier: string;
  challenge: string;
}

export async function makeSecret(): Promise<Secret> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const challenge = base64url(
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
  );
  return { verifier, challenge };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
