import { createHmac, timingSafeEqual } from "node:crypto";
import { canonicalOrigin } from "../canonical-address.ts";
import type { Options } from "../options.ts";
import { Refusal } from "../refusal.ts";

const METHOD = "HMAC-SHA256";
/** How far a timestamp may be off is not documented. */
const SKEW_SECONDS = 300;
const PARAMETER = /([a-z_]+)="([^"]*)"/gi;

/**
 * Token-based authentication: OAuth 1.0a with HMAC-SHA256, every call signed on its own. Source:
 * NetSuite help, "The Signature for Web Services and RESTlets" (section_1534941088).
 */
export class TokenBased {
  readonly #options: Options;
  readonly #used = new Set<string>();

  constructor(options: Options) {
    this.#options = options;
  }

  isAsked(request: Request): boolean {
    return /^OAuth\s/i.test(request.headers.get("authorization") ?? "");
  }

  check(request: Request): void {
    const given = parametersIn(request.headers.get("authorization") ?? "");
    const once = [given.oauth_token, given.oauth_timestamp, given.oauth_nonce].join();
    if (!this.#isKnown(given) || !this.#isSigned(request, given) || this.#used.has(once)) {
      throw rejected(this.#options.accountId);
    }
    this.#used.add(once);
  }

  /** The realm is the account in NetSuite's own writing: upper case, underscore. */
  #isKnown(given: Parameters): boolean {
    const { accountId, consumerKey, tokenId, tokenBasedAuth, now } = this.#options;
    const age = Math.abs(now().getTime() / 1000 - Number(given.oauth_timestamp));
    return (
      tokenBasedAuth &&
      given.realm === accountId &&
      given.oauth_consumer_key === consumerKey &&
      given.oauth_token === tokenId &&
      given.oauth_signature_method === METHOD &&
      (given.oauth_version ?? "1.0") === "1.0" &&
      Boolean(given.oauth_nonce) &&
      age <= SKEW_SECONDS
    );
  }

  #isSigned(request: Request, given: Parameters): boolean {
    const { accountId, consumerSecret, tokenSecret } = this.#options;
    const url = new URL(request.url);
    const key = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
    return [url.origin, canonicalOrigin(accountId)].some((origin) => {
      const base = baseString(request.method, `${origin}${url.pathname}`, {
        query: url.searchParams,
        given,
      });
      const wanted = createHmac("sha256", key).update(base).digest();
      const sent = Buffer.from(given.oauth_signature ?? "", "base64");
      return sent.length === wanted.length && timingSafeEqual(sent, wanted);
    });
  }
}

type Parameters = Record<string, string | undefined>;

function parametersIn(header: string): Parameters {
  return Object.fromEntries(
    [...header.matchAll(PARAMETER)].map(([, name = "", value = ""]) => [
      name.toLowerCase(),
      decode(value),
    ]),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

/** RFC 3986: stricter than what JavaScript brings. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Everything in the query and of OAuth but for realm and signature; a JSON body is not signed. */
function baseString(
  method: string,
  url: string,
  { query, given }: { query: URLSearchParams; given: Parameters },
): string {
  const own = Object.entries(given).filter(
    ([name]) => name.startsWith("oauth_") && name !== "oauth_signature",
  );
  const pairs = [...query, ...own].map(([name, value = ""]) => [encode(name), encode(value)]);
  const sorted = pairs.toSorted(([one, first], [other, second]) => {
    const [left, right] = one === other ? [first, second] : [one, other];
    return (left ?? "") < (right ?? "") ? -1 : 1;
  });
  return [method, url, sorted.map((pair) => pair.join("=")).join("&")].map(encode).join("&");
}

function rejected(accountId: string): Refusal {
  return new Refusal(
    401,
    {
      detail:
        "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI.",
      code: "INVALID_LOGIN",
    },
    {
      "www-authenticate": `OAuth realm="${accountId}", error="token_rejected", error_description="Invalid login attempt."`,
    },
  );
}
