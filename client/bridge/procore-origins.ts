/** The origins that may frame us, as the server wrote them into the page. */
export function procoreOrigins(page: Document = document): string[] {
  const written =
    page.querySelector<HTMLMetaElement>('meta[name="procore-origins"]')?.content ?? "";
  return written
    .split(/\s+/)
    .filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
}

/**
 * The allowed origin that frames us; null when the browser does not tell, or it is none of them.
 */
export function framingOrigin(allowed: string[], page: Document = document): string | null {
  const origin = URL.canParse(page.referrer) ? new URL(page.referrer).origin : null;
  return origin !== null && allowed.includes(origin) ? origin : null;
}
