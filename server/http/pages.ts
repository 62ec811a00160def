import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RequestHandler, Router, static as files } from "express";
import { AppError } from "../errors.ts";

export interface PagesParts {
  folder: string;
  appUrl: string;
  procoreOrigins: string[];
}

/** Address → entry of the build. The set-up wizard is a view of the console. */
const ENTRIES = {
  panel: "panel",
  console: "console",
  install: "console",
  "signed-in": "signed-in",
} as const;

class NotBuiltError extends AppError {
  override readonly status = 503;
  override readonly code = "not_built";
}

export function pages({ folder, appUrl, procoreOrigins }: PagesParts): Router {
  const router = Router();
  for (const [address, entry] of Object.entries(ENTRIES)) {
    router.get(
      `/${address}`,
      page(join(folder, entry, "index.html"), { address, appUrl, procoreOrigins }),
    );
  }
  // Whoever typed the address of the app looks for this.
  router.get("/", (_request, response) => response.redirect("/console"));
  return router.use(
    "/assets",
    files(join(folder, "assets"), {
      immutable: true,
      maxAge: "1y",
      index: false,
      fallthrough: false,
      redirect: false,
      setHeaders(response, path) {
        const isPicture = path.endsWith(".svg");
        if (isPicture) response.setHeader("content-type", "image/svg+xml; charset=utf-8");
      },
    }),
  );
}

interface Filling {
  address: string;
  appUrl: string;
  procoreOrigins: string[];
}

function page(file: string, filling: Filling): RequestHandler {
  let read: Promise<string> | undefined;
  return async (_request, response) => {
    read ??= fill(file, filling);
    try {
      // The page names hashed scripts: an old copy would ask for files that are gone.
      response
        .set("cache-control", "no-cache")
        .type("html")
        .send(await read);
    } catch (cause) {
      read = undefined;
      throw new NotBuiltError(
        "The screens have not been built. Run `npm run build`, then load this page again.",
        { cause },
      );
    }
  };
}

async function fill(file: string, { address, appUrl, procoreOrigins }: Filling): Promise<string> {
  const html = await readFile(file, "utf8");
  const origins = procoreOrigins
    .join(" ")
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  return html
    .replaceAll("%PROCORE_ORIGINS%", () => origins)
    .replaceAll("%APP_ORIGIN%", () => new URL(appUrl).origin)
    .replaceAll("%PAGE%", address);
}
