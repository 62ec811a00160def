import { procoreOrigins } from "../bridge/procore-origins.ts";

/** Where "Back to Procore" leads: the Procore that opened this page, or the first one we serve. */
export function procoreHome(page: Document = document): string | null {
  const allowed = procoreOrigins(page);
  const opener = URL.canParse(page.referrer) ? new URL(page.referrer).origin : null;
  const origin = allowed.find((each) => each === opener) ?? allowed[0];
  return origin ? `${origin}/` : null;
}
