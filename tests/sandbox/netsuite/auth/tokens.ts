import { randomBytes } from "node:crypto";
import type { Options } from "../options.ts";
import { Refusal } from "../refusal.ts";

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");

/** Access tokens in use. There are no refresh tokens in this grant. */
export class Tokens {
  readonly #options: Options;
  #expiry = new Map<string, number>();

  constructor(options: Options) {
    this.#options = options;
  }

  issue(): { access_token: string; expires_in: number; token_type: "Bearer" } {
    const { tokenSeconds } = this.#options;
    const claims = {
      iss: "https://system.netsuite.com",
      sub: this.#options.clientId,
      jti: randomBytes(12).toString("hex"),
    };
    const token = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${randomBytes(64).toString("base64url")}`;
    this.#expiry.set(token, this.#options.now().getTime() + tokenSeconds * 1000);
    return { access_token: token, expires_in: tokenSeconds, token_type: "Bearer" };
  }

  expireAll(): void {
    this.#expiry.clear();
  }

  check(request: Request): void {
    const header = request.headers.get("authorization");
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? "") ?? [];
    if (header !== null && !token && /^Bearer/i.test(header)) {
      throw this.#refused(
        400,
        "invalid_request",
        "The request could not be understood by the server due to malformed syntax.",
      );
    }
    const expiry = this.#expiry.get(token ?? "");
    if (expiry === undefined || expiry <= this.#options.now().getTime()) {
      throw this.#refused(401, "invalid_token", "Invalid login attempt.");
    }
  }

  #refused(status: 400 | 401, error: string, description: string): Refusal {
    const challenge = `Bearer realm="${this.#options.accountId}", error="${error}", error_description="${description}"`;
    const detail =
      status === 401
        ? "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI."
        : description;
    return new Refusal(
      status,
      { detail, code: status === 401 ? "INVALID_LOGIN" : "INVALID_REQUEST" },
      { "www-authenticate": challenge },
    );
  }
}
