import type { RequestHandler } from "express";
import helmet from "helmet";

export interface FrameParts {
  /** Origins that may frame the panel and the console: `https://app.procore.com`, … */
  procoreOrigins: string[];
  /** Whether people reach us by https. */
  isSecure: boolean;
}

type OpenerPolicy = "same-origin" | "same-origin-allow-popups" | "unsafe-none";

/**
 * Security headers for each page: only Procore frames panel and console, nobody frames the rest.
 * The pages of the sign-in pop-up keep their opener (any Cross-Origin-Opener-Policy cuts it, and
 * the panel would hear "cancelled"); pages that open the pop-up keep what they opened.
 */
export function securityHeaders({ procoreOrigins, isSecure }: FrameParts): RequestHandler {
  const of = (ancestors: string[], opener: OpenerPolicy) =>
    headers({ ancestors, opener, isSecure });
  const framed = of(procoreOrigins, "same-origin-allow-popups");
  const opening = of([], "same-origin-allow-popups");
  const popUp = of([], "unsafe-none");
  const other = of([], "same-origin");

  return (request, response, next) => {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    const [, page = ""] = request.path.split("/", 2);
    if (page === "panel" || page === "console") return framed(request, response, next);
    if (page === "install") return opening(request, response, next);
    if (page === "auth" || page === "signed-in") return popUp(request, response, next);
    return other(request, response, next);
  };
}

function headers({
  ancestors,
  opener,
  isSecure,
}: {
  ancestors: string[];
  opener: OpenerPolicy;
  isSecure: boolean;
}): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        // styled-components writes its rules into style elements
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ancestors.length > 0 ? ancestors : ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: opener },
    referrerPolicy: { policy: "no-referrer" },
    // a framed page says who may frame it by frame-ancestors alone; X-Frame-Options knows no list
    frameguard: ancestors.length > 0 ? false : { action: "deny" },
    hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  }) as RequestHandler;
}
