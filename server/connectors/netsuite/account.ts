import { z } from "zod";
import { CredentialsRefusedError } from "../../errors.ts";
import type { DocumentKind } from "../documents.ts";
import type { Entered } from "../fields.ts";

/** It becomes the first label of host names, and must not become more: `1234567_SB1`. */
export const ACCOUNT_ID = /^[A-Za-z\d]+(?:[_-][A-Za-z\d]+)?$/;

const Credentials = z.object({
  accountId: z.string().trim().max(63).regex(ACCOUNT_ID, "is not a NetSuite account ID"),
  clientId: z.string().trim().min(1),
  certificateId: z.string().trim().min(1),
  privateKey: z.string().trim().min(1),
  baseUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
});

export interface Account extends z.output<typeof Credentials> {
  restUrl: string;
}

const ORDER = "/app/accounting/transactions/purchord.nl";
const PAGES = {
  vendor: "/app/common/entity/vendor.nl",
  subcontract: ORDER,
  purchase_order: ORDER,
  bill: "/app/accounting/transactions/vendbill.nl",
  credit: "/app/accounting/transactions/vendcred.nl",
} satisfies Record<DocumentKind, string>;
const REST_DOMAIN = ".suitetalk.api.netsuite.com";

/** Each account has a host of its own under Oracle's domain. Source: Oracle help, URL schema. */
export function isOwnAddress({ protocol, hostname, port, username, password }: URL): boolean {
  const label = hostname.endsWith(REST_DOMAIN) ? hostname.slice(0, -REST_DOMAIN.length) : "";
  return (
    protocol === "https:" && /^[a-z\d-]+$/.test(label) && `${port}${username}${password}` === ""
  );
}

/** `1234567_SB1`. Calls go to the account URL, so its host counts more than the typed id. */
export function accountOf({ accountId = "", baseUrl = "" }: Entered): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const label =
    url && isOwnAddress(url) ? url.hostname.slice(0, -REST_DOMAIN.length) : labelOf(accountId);
  return label.toUpperCase().replaceAll("-", "_");
}

/** As host names have it. */
export function labelOf(accountId: string): string {
  return accountId.trim().toLowerCase().replaceAll("_", "-");
}

/** Source: NetSuite help, "REST Web Services URL Schema". */
export function readAccount(credentials: unknown): Account {
  const read = Credentials.safeParse(credentials);
  if (!read.success) {
    const fields = read.error.issues
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ");
    throw new CredentialsRefusedError({
      system: "NetSuite",
      reason: `the connection's credentials are incomplete (${fields}); an admin must enter them again in Settings`,
      retryable: false,
    });
  }
  return { ...read.data, restUrl: addressOf(read.data).origin };
}

/** For the sandbox, which serves its screens where it answers. @internal */
export function appAddressOf(account: Entered): string {
  const { hostname, origin } = addressOf(account);
  const isNetSuite = hostname.endsWith(".netsuite.com");
  return isNetSuite ? `https://${labelOf(account.accountId ?? "")}.app.netsuite.com` : origin;
}

export function addressOf({ accountId = "", baseUrl = "" }: Entered): URL {
  return new URL(baseUrl || `https://${labelOf(accountId)}${REST_DOMAIN}`);
}

export function webUrl(account: Entered, kind: DocumentKind, id: string): string {
  return `${appAddressOf(account)}${PAGES[kind]}?id=${encodeURIComponent(id)}`;
}
