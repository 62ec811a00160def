import type { NetSuiteCredentials } from "../../../server/api/contract.ts";

export type CredentialProblems = Partial<Record<keyof NetSuiteCredentials, string>>;

/** What a person can see to be wrong before NetSuite is asked. A stored key may stay untouched. */
export function checkCredentials(
  entered: NetSuiteCredentials,
  hasStoredKey: boolean,
): CredentialProblems {
  const problems: CredentialProblems = {
    accountId: accountProblem(entered.accountId.trim()),
    clientId: entered.clientId.trim()
      ? undefined
      : "Enter the client ID of the integration record.",
    certificateId: entered.certificateId.trim()
      ? undefined
      : "Enter the certificate ID of the OAuth 2.0 client credentials mapping.",
    privateKey: keyProblem(entered.privateKey.trim(), hasStoredKey),
    baseUrl: addressProblem(entered.baseUrl.trim()),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem));
}

function accountProblem(id: string): string | undefined {
  if (!id) return "Enter the account ID, for example 1234567 or 1234567_SB1.";
  if (!/^[\w-]{1,64}$/.test(id)) {
    return "Only the account ID belongs here, not an address: for example 1234567 or 1234567_SB1.";
  }
}

function keyProblem(key: string, hasStoredKey: boolean): string | undefined {
  if (!key) {
    return hasStoredKey
      ? undefined
      : "Paste the private key that belongs to the certificate, or choose its file.";
  }
  if (key.includes("BEGIN CERTIFICATE")) {
    return "This is the certificate. The private key is the other file, usually key.pem.";
  }
  if (key.includes("ENCRYPTED")) {
    return "This key is locked with a passphrase. Export it without one (PKCS#8) and paste it again.";
  }
  if (/BEGIN (RSA|EC) PRIVATE KEY/.test(key)) {
    return "This key is in the old format. Convert it with: openssl pkcs8 -topk8 -nocrypt -in key.pem";
  }
  if (!/^-----BEGIN PRIVATE KEY-----[\s\S]+-----END PRIVATE KEY-----$/.test(key)) {
    return "A private key starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.";
  }
}

function addressProblem(address: string): string | undefined {
  if (!address || URL.canParse(address)) return undefined;
  return "Enter the whole address, beginning with https://, or leave this empty.";
}
