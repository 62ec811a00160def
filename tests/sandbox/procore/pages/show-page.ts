import type { Markup } from "./html.ts";

/**
 * A page as a response. `Referrer-Policy: origin` lets a framed app see who frames it, as its
 * handshake needs.
 */
export function showPage({ text }: Markup, status = 200): Response {
  return new Response(text, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "origin",
      "content-security-policy":
        "frame-ancestors 'none'; script-src 'self'; object-src 'none'; base-uri 'none'",
      "x-frame-options": "DENY",
    },
  });
}
