import { useMemo, useSyncExternalStore } from "react";

const MOVED = "crosstie:moved";

/**
 * What the reader looks at. It lives in the query, which survives a reload and the trip to
 * Procore's sign-in; the fragment does not. What only one page knows, that page reads itself.
 */
export interface Address {
  companyId: string | null;
  page: string | null;
  step: string | null;
}

type Parameters = Record<string, string | null>;

export function useAddress(): Address {
  const query = useQuery();
  return {
    companyId: query.get("companyId") ?? query.get("company_id"),
    // An address of a list from when it was the first page.
    page: query.get("page") ?? (query.has("tab") || query.has("activity") ? "activities" : null),
    step: query.get("step"),
  };
}

export function useQuery(): URLSearchParams {
  const search = useSyncExternalStore(listen, () => window.location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

export function addressWith(search: string, changes: Parameters): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Moves within the page. `replace` leaves no trace for the Back button. */
export function go(changes: Parameters, replace = false): void {
  move(window.location.pathname + addressWith(window.location.search, changes), replace);
}

/** Another page of the same company; of where the reader is now, nothing else goes along. */
export function goTo(page: string, parameters: Parameters = {}): void {
  move(hrefTo(page, parameters), false);
}

export function hrefTo(page: string, parameters: Parameters = {}): string {
  const { pathname, search } = window.location;
  const company = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === "companyId" || name === "company_id") company.set(name, value);
  }
  return pathname + addressWith(`?${company}`, { page, ...parameters });
}

function move(next: string, replace: boolean): void {
  if (replace) window.history.replaceState(null, "", next);
  else window.history.pushState(null, "", next);
  window.dispatchEvent(new Event(MOVED));
}

function listen(onMove: () => void): () => void {
  window.addEventListener("popstate", onMove);
  window.addEventListener(MOVED, onMove);
  return () => {
    window.removeEventListener("popstate", onMove);
    window.removeEventListener(MOVED, onMove);
  };
}
