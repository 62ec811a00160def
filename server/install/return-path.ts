import { BadRequestError } from "../errors.ts";

/** "panel": the panel's pop-up. */
export type ReturnTo = "panel" | `/${string}`;

const PAGES = ["/install", "/console"];

/** Refuses all that a browser could read as another site's address. */
export function returnPath(asked: unknown): ReturnTo {
  if (asked === undefined || asked === "panel") return "panel";
  if (typeof asked !== "string" || !/^\/[A-Za-z]/.test(asked) || /[\\\s\p{Cc}]/u.test(asked)) {
    throw refused();
  }
  const url = new URL(asked, "https://here.invalid");
  const isOurs =
    url.origin === "https://here.invalid" &&
    PAGES.some((page) => url.pathname === page || url.pathname.startsWith(`${page}/`));
  if (!isOurs) throw refused();
  return `${url.pathname}${url.search}` as ReturnTo;
}

function refused(): BadRequestError {
  return new BadRequestError(
    "Sign-in can only go on to a Crosstie page. Start again from Procore.",
  );
}
