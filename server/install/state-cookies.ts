import { randomBytes, timingSafeEqual } from "node:crypto";
import { parseCookie } from "cookie";
import type { CookieOptions, Request, Response } from "express";
import { z } from "zod";
import type { Seal } from "../store/seal.ts";
import { readChallenge } from "./challenge.ts";
import { returnPath, type ReturnTo } from "./return-path.ts";

/** As long as Procore's own sign-in code lives. */
const LIFETIME_MS = 10 * 60_000;
const NAMED_BY = 8;

const Asked = z.object({
  state: z.string(),
  returnTo: z.string(),
  challenge: z.string(),
  until: z.number(),
});

interface PendingSignIn {
  state: string;
  returnTo: ReturnTo;
  challenge: string;
}

export interface StateCookies {
  /** Returns OAuth's `state`. Throws BadRequestError on a bad return address or challenge. */
  begin(request: Request, response: Response): string;
  /** Undefined: this browser did not begin it, has completed it before, or took too long. */
  complete(request: Request, response: Response): PendingSignIn | undefined;
}

/** Each sign-in has its own cookie, so that two pop-ups do not disturb each other. */
export function stateCookies({ seal, isSecure }: { seal: Seal; isSecure: boolean }): StateCookies {
  const attributes: CookieOptions = {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure,
    path: "/",
  };
  /** With `__Host-` no other host of the domain can set it: browsers take it over https alone. */
  const prefix = `${isSecure ? "__Host-" : ""}crosstie_sign_in_`;
  /** Anyone may have written the state: keep only what a cookie's name may hold. */
  const nameOf = (state: string) => prefix + state.replaceAll(/\W/g, "").slice(0, NAMED_BY);

  return {
    begin({ query }, response) {
      const asked = {
        state: randomBytes(24).toString("hex"),
        returnTo: returnPath(query.return),
        challenge: readChallenge(query.challenge),
        until: Date.now() + LIFETIME_MS,
      };
      const sealed = seal.seal(JSON.stringify(asked), "cookie", asked.state);
      response.cookie(nameOf(asked.state), sealed, { ...attributes, maxAge: LIFETIME_MS });
      return asked.state;
    },
    complete(request, response) {
      const state = typeof request.query.state === "string" ? request.query.state : "";
      const name = nameOf(state);
      response.clearCookie(name, attributes);
      const sealed = parseCookie(request.headers.cookie ?? "")[name];
      const asked = sealed && open(seal, sealed, state);
      if (!asked || asked.until < Date.now() || !isSame(asked.state, state)) return undefined;
      return { state, returnTo: returnPath(asked.returnTo), challenge: asked.challenge };
    },
  };
}

function open(seal: Seal, sealed: string, state: string): z.output<typeof Asked> | undefined {
  try {
    return Asked.parse(JSON.parse(seal.open(sealed, "cookie", state)));
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
