import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Request, Response } from "express";
import type { StateStore } from "passport-oauth2";
import { z } from "zod";
import type { Seal } from "../store/seal.ts";
import { readChallenge } from "./challenge.ts";
import { returnPath, type ReturnTo } from "./return-path.ts";

/** As long as Procore's own code lives. */
const LIFETIME_MS = 10 * 60_000;
const COOKIE = "crosstie_sign_in_";
const NAMED_BY = 8;

const Asked = z.object({
  state: z.string(),
  returnTo: z.string(),
  challenge: z.string(),
  until: z.number(),
});

export interface SetOut {
  returnTo: ReturnTo;
  challenge: string;
}

export interface StateCookies {
  /** passport-oauth2's state store. */
  store: StateStore;
  /**
   * What the browser asked for when it set out; undefined when this browser did not set out with
   * that state.
   */
  find(request: Request): SetOut | undefined;
}

/**
 * OAuth's `state`, kept in the browser that asked: in a sealed cookie of its own, so that two
 * pop-ups do not disturb each other.
 * A callback in another browser has no such cookie and is refused; the first callback takes the
 * cookie away.
 */
export function stateCookies({ seal, isSecure }: { seal: Seal; isSecure: boolean }): StateCookies {
  const attributes = { httpOnly: true, sameSite: "lax", secure: isSecure, path: "/auth" } as const;

  function find(request: Request): SetOut | undefined {
    const state = typeof request.query.state === "string" ? request.query.state : "";
    const sealed = cookieOf(request, COOKIE + state.slice(0, NAMED_BY));
    const asked = sealed && open(seal, sealed);
    if (!asked || asked.until < Date.now() || !isSame(asked.state, state)) return undefined;
    return { returnTo: returnPath(asked.returnTo), challenge: asked.challenge };
  }

  const store = {
    store(request: Request, _meta: unknown, stored: (error: Error | null, state?: string) => void) {
      const state = randomBytes(24).toString("hex");
      const { query } = request;
      const asked = {
        state,
        returnTo: returnPath(query.return),
        challenge: readChallenge(query.challenge),
        until: Date.now() + LIFETIME_MS,
      };
      responseOf(request).cookie(
        COOKIE + state.slice(0, NAMED_BY),
        seal.seal(JSON.stringify(asked)),
        { ...attributes, maxAge: LIFETIME_MS },
      );
      stored(null, state);
    },
    verify(
      request: Request,
      state: string,
      _meta: unknown,
      verified: (error: Error | null, ok: boolean, facts?: unknown) => void,
    ) {
      const asked = find(request);
      responseOf(request).clearCookie(COOKIE + String(state).slice(0, NAMED_BY), attributes);
      if (asked) verified(null, true, asked);
      else {
        verified(null, false, {
          message:
            "This sign-in was not started in this browser, or it took longer than ten minutes.",
        });
      }
    },
  };
  return { store: store as unknown as StateStore, find };
}

function responseOf(request: Request): Response {
  if (!request.res) throw new TypeError("Express sets request.res");
  return request.res;
}

function open(seal: Seal, sealed: string): z.output<typeof Asked> | undefined {
  try {
    return Asked.parse(JSON.parse(seal.open(decodeURIComponent(sealed))));
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function cookieOf(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return undefined;
}
