import { type ComponentType, lazy, type LazyExoticComponent } from "react";
import type { Bell, Installation } from "../../../server/api/contract.ts";
import type { LiveState } from "../../api/live.ts";
import { type SettingsSection, submenuFor } from "../settings/sections.ts";

export interface PageProps {
  installation: Installation;
  live: LiveState;
  accept(next: Installation): void;
  refresh(): void;
}

interface PageEntry {
  /** In the address. */
  id: string;
  word: string;
  Page: LazyExoticComponent<ComponentType<PageProps>>;
  isShown?(may: Installation["may"]): boolean;
  /** Listed below it in the sidebar while it is open. */
  sections?(installation: Installation): SettingsSection[];
  /** Shown beside its word. */
  count?(bell: Bell): number;
}

/** In the order of the menu; the first one is opened where the address names none. */
export const pages: PageEntry[] = [
  {
    id: "overview",
    word: "Overview",
    Page: lazy(async () => ({
      default: (await import("../overview/overview-page.tsx")).OverviewPage,
    })),
  },
  {
    id: "activities",
    word: "Activities",
    Page: lazy(async () => ({
      default: (await import("../activities/activities-page.tsx")).ActivitiesPage,
    })),
  },
  {
    id: "integration",
    word: "Integration",
    Page: lazy(async () => ({
      default: (await import("../integration/integration-page.tsx")).IntegrationPage,
    })),
  },
  {
    id: "reconcile",
    word: "Reconcile",
    Page: lazy(async () => ({
      default: (await import("../reconcile/reconcile-page.tsx")).ReconcilePage,
    })),
  },
  {
    id: "problems",
    word: "Problems",
    Page: lazy(async () => ({
      default: (await import("../problems/problems-page.tsx")).ProblemsPage,
    })),
    count: ({ problems }) => problems,
  },
  {
    id: "not-in-erp",
    word: "Not in ERP",
    Page: lazy(async () => ({
      default: (await import("../not-in-erp/not-in-erp-page.tsx")).NotInErpPage,
    })),
  },
  {
    id: "settings",
    word: "Settings",
    Page: lazy(async () => ({
      default: (await import("../settings/settings-page.tsx")).SettingsPage,
    })),
    sections: submenuFor,
  },
  {
    id: "audit-log",
    word: "Audit log",
    Page: lazy(async () => ({
      default: (await import("../audit-log/audit-log-page.tsx")).AuditLogPage,
    })),
    isShown: ({ viewAuditLog }) => viewAuditLog,
  },
  {
    id: "sessions",
    word: "Sessions",
    Page: lazy(async () => ({
      default: (await import("../sessions/sessions-page.tsx")).SessionsPage,
    })),
  },
];

export const pageNamed = (name: string | null): PageEntry =>
  pages.find(({ id }) => id === name) ?? pages[0]!;
