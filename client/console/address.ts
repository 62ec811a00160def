import { useSyncExternalStore } from "react";
import type { ActivityTab, AuditAction } from "../../server/api/contract.ts";

const MOVED = "crosstie:moved";
export const pages = ["activities", "settings", "audit-log", "sessions"] as const;
export type Page = (typeof pages)[number];
const tabs: readonly string[] = ["pending", "failed", "completed"] satisfies ActivityTab[];

/**
 * What the reader looks at. It lives in the query, which survives a reload and the trip to
 * Procore's sign-in; the fragment does not.
 */
export interface Address {
  companyId: string | null;
  page: Page;
  tab: ActivityTab;
  activityId: string | null;
  step: string | null;
  /** Which entries of the audit log; days as "2026-03-14". Null: any. */
  audit: {
    by: string | null;
    action: AuditAction | null;
    from: string | null;
    to: string | null;
  };
}

function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  const tab = query.get("tab") ?? "";
  return {
    companyId: query.get("companyId") ?? query.get("company_id"),
    page: pages.find((page) => page === query.get("page")) ?? "activities",
    tab: tabs.includes(tab) ? (tab as ActivityTab) : "pending",
    activityId: query.get("activity"),
    step: query.get("step"),
    audit: {
      by: query.get("by"),
      // one that nobody knows is refused by the server
      action: query.get("action") as AuditAction | null,
      from: dayOf(query.get("from")),
      to: dayOf(query.get("to")),
    },
  };
}

function dayOf(given: string | null): string | null {
  const isDay = given !== null && !Number.isNaN(Date.parse(`${given}T00:00`));
  return isDay ? given : null;
}

export function addressWith(search: string, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Moves within the page. `replace` leaves no trace for the Back button. */
export function go(changes: Record<string, string | null>, replace = false): void {
  const next = window.location.pathname + addressWith(window.location.search, changes);
  if (replace) window.history.replaceState(null, "", next);
  else window.history.pushState(null, "", next);
  window.dispatchEvent(new Event(MOVED));
}

export function useAddress(): Address {
  return readAddress(useSyncExternalStore(listen, () => window.location.search));
}

function listen(onMove: () => void): () => void {
  window.addEventListener("popstate", onMove);
  window.addEventListener(MOVED, onMove);
  return () => {
    window.removeEventListener("popstate", onMove);
    window.removeEventListener(MOVED, onMove);
  };
}
