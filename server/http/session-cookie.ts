import { parseCookie } from "cookie";
import type { CookieOptions, Request, Response } from "express";
import { AppError } from "../errors.ts";

/** `__Host-`: no other host, no subdomain and no plain http of the network can put one in its place. */
const SESSION_COOKIE = "__Host-crosstie";
/** A page of another site has to ask us first whether it may add it, and we answer no such question. */
const OWN_HEADER = "x-crosstie";

/**
 * Partitioned: the browser keeps one for each site that frames us, even where it blocks third-party
 * cookies. On http://127.0.0.1 Chromium keeps it too, in a frame of another site as well
 * (`tests/journeys/signed-in-once.test.ts`); what does not falls back to the token in memory.
 */
const ATTRIBUTES: CookieOptions = {
  path: "/",
  httpOnly: true,
  secure: true,
  sameSite: "none",
  partitioned: true,
};

/** The session that the page shows: another tab may have put another one into the cookie since. */
const SHOWN_HEADER = "x-crosstie-session";

class ForeignRequestError extends AppError {
  override readonly status = 403;
  override readonly code = "foreign_request";
}

/** Only to a page of ours: whoever else asks has no use for it but to act in somebody's name. */
export function giveCookie(
  response: Response,
  token: string,
  { appUrl, minutes }: { appUrl: string; minutes: number },
): void {
  if (!isFromOwnPage(response.req, appUrl)) return;
  response.cookie(SESSION_COOKIE, token, { ...ATTRIBUTES, maxAge: minutes * 60_000 });
}

export function takeCookieBack(response: Response): void {
  response.clearCookie(SESSION_COOKIE, ATTRIBUTES);
}

export function sessionCookie(request: Request): string | undefined {
  return parseCookie(request.headers.cookie ?? "")[SESSION_COOKIE];
}

/** The browser adds the cookie by itself, whoever made the request. Throws ForeignRequestError. */
export function requireOwnPage(request: Request, appUrl: string): void {
  if (isFromOwnPage(request, appUrl)) return;
  throw new ForeignRequestError(
    `A session in a cookie is for the pages of ${appUrl} alone, and this request comes from elsewhere. Open Crosstie at that address; a script sends its token as "Authorization: Bearer".`,
  );
}

export function isShownOn(request: Request, sessionId: string): boolean {
  const shown = request.get(SHOWN_HEADER);
  return shown === undefined || shown === sessionId;
}

/** As far as it can be told: the header is no secret. */
export function isFromOwnPage(request: Request, appUrl: string): boolean {
  if (request.get(OWN_HEADER) !== "1") return false;
  const isReading = request.method === "GET" || request.method === "HEAD";
  return isReading || request.get("origin") === appUrl;
}
