import type { KeyObject } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from "jose";
import { canonicalOrigin } from "../canonical-address.ts";
import type { Options } from "../options.ts";
import type { Tokens } from "./tokens.ts";

const ALGORITHMS = ["PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
const SCOPES = ["rest_webservices", "restlets", "suite_analytics"];
const HOUR = 3600;
const SKEW = 60;

class GrantRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Client credentials with a signed assertion, whose audience is this address as it was called or as
 * NetSuite writes it. Source: NetSuite help, "OAuth 2.0 Client Credentials Flow" and "The Request
 * Token Structure".
 */
export async function tokenEndpoint(
  request: Request,
  { options, publicKey, tokens }: { options: Options; publicKey: KeyObject; tokens: Tokens },
): Promise<Response> {
  try {
    if (request.method !== "POST") throw new GrantRefused("invalid_request", "POST is expected.");
    const assertion = await readAssertion(request);
    const claims = await verify(assertion, { options, publicKey, audience: new URL(request.url) });
    checkTimes(claims, options.now().getTime() / 1000);
    checkScope(claims.scope);
    return Response.json(tokens.issue(), { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof GrantRefused)) throw error;
    const unknown = error.code === "invalid_client";
    const headers = unknown
      ? { "www-authenticate": `Basic realm="${options.accountId}"` }
      : undefined;
    return Response.json(
      { error: error.code, error_description: error.message },
      { status: unknown ? 401 : 400, headers },
    );
  }
}

async function readAssertion(request: Request): Promise<string> {
  if (!/^application\/x-www-form-urlencoded/i.test(request.headers.get("content-type") ?? "")) {
    throw new GrantRefused(
      "invalid_request",
      "The body must be application/x-www-form-urlencoded.",
    );
  }
  const form = new URLSearchParams(await request.text());
  const grant = form.get("grant_type");
  if (!grant) throw new GrantRefused("invalid_request", "grant_type is missing.");
  if (grant !== "client_credentials") {
    throw new GrantRefused("unsupported_grant_type", `${grant} is not offered here.`);
  }
  if (
    form.get("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
  ) {
    throw new GrantRefused("invalid_request", "client_assertion_type is missing or wrong.");
  }
  const assertion = form.get("client_assertion");
  if (!assertion) throw new GrantRefused("invalid_request", "client_assertion is missing.");
  return assertion;
}

interface Verification {
  options: Options;
  publicKey: KeyObject;
  audience: URL;
}

async function verify(
  assertion: string,
  { options, publicKey, audience }: Verification,
): Promise<JWTPayload> {
  const header = readHeader(assertion);
  if (!ALGORITHMS.includes(header.alg ?? "")) {
    throw new GrantRefused("invalid_client", `The algorithm ${header.alg} is not allowed.`);
  }
  if (header.typ !== "JWT") throw new GrantRefused("invalid_client", "The header typ must be JWT.");
  if (header.kid !== options.certificateId) {
    throw new GrantRefused("invalid_client", "The certificate named in kid is not mapped.");
  }
  try {
    const { payload } = await jwtVerify(assertion, publicKey, {
      algorithms: ALGORITHMS,
      issuer: options.clientId,
      audience: [audience.origin, canonicalOrigin(options.accountId)].map(
        (origin) => `${origin}${audience.pathname}`,
      ),
      currentDate: options.now(),
      requiredClaims: ["iat", "exp", "scope"],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new GrantRefused("invalid_grant", "The assertion has expired.");
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      throw new GrantRefused(
        error.claim === "iss" ? "invalid_client" : "invalid_grant",
        error.message,
      );
    }
    throw new GrantRefused("invalid_client", "The signature of the assertion is not valid.");
  }
}

function readHeader(assertion: string): { alg?: string; typ?: string; kid?: string } {
  try {
    return decodeProtectedHeader(assertion);
  } catch {
    throw new GrantRefused("invalid_request", "The assertion is not a JSON Web Token.");
  }
}

function checkTimes({ iat = 0, exp = 0 }: JWTPayload, now: number): void {
  if (exp - iat > HOUR) {
    throw new GrantRefused("invalid_grant", "exp must not be more than 60 minutes after iat.");
  }
  if (iat > now + SKEW) throw new GrantRefused("invalid_grant", "iat is in the future.");
}

/** One string, several in one string, or an array: NetSuite's own pages show all three. */
function checkScope(scope: unknown): void {
  const asked = Array.isArray(scope)
    ? scope
    : typeof scope === "string"
      ? scope.split(/[\s,]+/).filter(Boolean)
      : [];
  if (!asked.every((one) => SCOPES.includes(one)) || !asked.includes("rest_webservices")) {
    throw new GrantRefused("invalid_scope", "The scope must name rest_webservices.");
  }
}
