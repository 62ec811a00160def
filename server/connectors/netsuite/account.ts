import { z } from "zod";
import { CredentialsRefusedError } from "../../errors.ts";
import type { DocumentKind } from "../documents.ts";
import type { Entered } from "../fields.ts";

/**
 * `1234567`, `1234567_SB1`, `TSTDRV123`: it becomes the first label of the account's host names,
 * and must not become more than that.
 */
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

/**
 * Each account has a SuiteTalk host of its own under Oracle's domain (Oracle help: URL schema), at
 * https's own port.
 */
export function isOwnAddress({ protocol, hostname, port, username, password }: URL): boolean {
  const label = hostname.endsWith(REST_DOMAIN) ? hostname.slice(0, -REST_DOMAIN.length) : "";
  return (
    protocol === "https:" && /^[a-z\d-]+$/.test(label) && `${port}${username}${password}` === ""
  );
}

/**
 * As NetSuite writes it: `1234567_SB1`. An address of an account's own wins: that is where calls
 * go, whatever was typed as the id.
 */
export function accountOf({ accountId = "", baseUrl = "" }: Entered): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const label =
    url && isOwnAddress(url) ? url.hostname.slice(0, -REST_DOMAIN.length) : labelOf(accountId);
  return label.toUpperCase().replaceAll("-", "_");
}

/** In host names `1234567_SB1` is `1234567-sb1`. */
function labelOf(accountId: string): string {
  return accountId.trim().toLowerCase().replaceAll("_", "-");
}

/**
 * Made from what the connection's owner typed in. Source: NetSuite help, "REST Web Services URL
 * Schema".
 */
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

/**
 * Where people of the account work. The sandbox has its screens at the address that it answers at.
 *
 * @internal
 */
export function appAddressOf(account: Entered): string {
  const { hostname, origin } = addressOf(account);
  const isNetSuite = hostname.endsWith(".netsuite.com");
  return isNetSuite ? `https://${labelOf(account.accountId ?? "")}.app.netsuite.com` : origin;
}

/** What these credentials would make us call; nothing is checked here. */
export function addressOf({ accountId = "", baseUrl = "" }: Entered): URL {
  return new URL(baseUrl || `https://${labelOf(accountId)}${REST_DOMAIN}`);
}

/** Where a person sees a document. */
export function webUrl(account: Entered, kind: DocumentKind, id: string): string {
  return `${appAddressOf(account)}${PAGES[kind]}?id=${encodeURIComponent(id)}`;
}
