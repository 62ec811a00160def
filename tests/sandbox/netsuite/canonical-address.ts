const DOMAIN = ".suitetalk.api.netsuite.com";

/**
 * The account's own address: lower case, `_` written `-`. Source: NetSuite help, "REST Web Services
 * URL Schema and Account-Specific URLs".
 */
export function canonicalOrigin(accountId: string): string {
  return `https://${accountId.toLowerCase().replaceAll("_", "-")}${DOMAIN}`;
}

/** NetSuite's own hosts are reached by TLS alone, which ends before this sandbox. */
export function asCalled(request: Request): Request {
  const url = new URL(request.url);
  if (url.protocol === "https:" || !url.hostname.endsWith(DOMAIN)) return request;
  url.protocol = "https:";
  return new Request(url, request);
}
