import type { RequestHandler } from "express";
import helmet from "helmet";

export interface FrameParts {
  procoreOrigins: string[];
  isSecure: boolean;
}

type OpenerPolicy = "same-origin" | "same-origin-allow-popups" | "unsafe-none";

export function securityHeaders({ procoreOrigins, isSecure }: FrameParts): RequestHandler {
  const of = (ancestors: string[], opener: OpenerPolicy, scripts = "'self'") =>
    headers({ ancestors, opener, isSecure, scripts });
  const framed = of(procoreOrigins, "same-origin-allow-popups");
  const opening = of([], "same-origin-allow-popups");
  // Any Cross-Origin-Opener-Policy cuts the pop-up's opener: the panel would hear "cancelled".
  const popUp = of([], "unsafe-none");
  const other = of([], "same-origin");
  // A page for people outside, of text alone.
  const bare = of([], "same-origin", "'none'");

  return (request, response, next) => {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    const [, page = ""] = request.path.split("/", 2);
    if (page === "panel" || page === "console") return framed(request, response, next);
    if (page === "install") return opening(request, response, next);
    if (page === "invoice") return bare(request, response, next);
    if (page === "auth" || page === "signed-in") return popUp(request, response, next);
    return other(request, response, next);
  };
}

function headers({
  ancestors,
  opener,
  isSecure,
  scripts,
}: {
  ancestors: string[];
  opener: OpenerPolicy;
  isSecure: boolean;
  scripts: string;
}): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": [scripts],
        // styled-components writes its rules into style elements
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ancestors.length > 0 ? ancestors : ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: opener },
    referrerPolicy: { policy: "no-referrer" },
    // X-Frame-Options knows no list of origins; `frame-ancestors` does
    frameguard: ancestors.length > 0 ? false : { action: "deny" },
    hsts: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  }) as RequestHandler;
}
