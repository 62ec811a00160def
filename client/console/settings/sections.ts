import type { Installation } from "../../../server/api/contract.ts";

export interface SettingsSection {
  /** In the address. */
  id: string;
  word: string;
  isShown?(installation: Installation): boolean;
}

const canChange = ({ may }: Installation) => may.changeSettings;
const canSetUp = ({ may }: Installation) => may.setUp;

/** In the order of the menu; the first one is opened where the address names none. */
export const sections = [
  { id: "quick-actions", word: "Quick Actions" },
  { id: "synchronization", word: "Synchronization" },
  {
    id: "schedule",
    word: "Sync schedule",
    isShown: ({ may, payments }) =>
      may.changeSettings || may.syncPayments || payments.problems.length > 0,
  },
  { id: "connection", word: "Connection" },
  { id: "mappings", word: "Mappings", isShown: canChange },
  { id: "projects", word: "Projects", isShown: canSetUp },
  { id: "retention", word: "Retention", isShown: ({ may }) => may.viewCompany },
  // a page of its own
  { id: "audit-log", word: "Audit log", isShown: ({ may }) => may.viewAuditLog },
  { id: "danger-zone", word: "Danger zone", isShown: canSetUp },
] as const satisfies SettingsSection[];

export type SectionId = (typeof sections)[number]["id"];

export const sectionsFor = (installation: Installation): SettingsSection[] =>
  sections.filter((section: SettingsSection) => section.isShown?.(installation) ?? true);

export const maySeeSettings = ({ may }: Installation): boolean =>
  may.changeSettings || may.setUp || may.viewCompany;

/** Without what the sidebar has as a page of its own. */
export function submenuFor(installation: Installation): SettingsSection[] {
  if (!maySeeSettings(installation)) return [];
  return sectionsFor(installation).filter(({ id }) => placeOf(id).page === "settings");
}

export function sectionNamed(name: string | null, installation: Installation): SectionId {
  const found = sectionsFor(installation).find(({ id }) => id === name);
  return (found ?? sections[0]).id as SectionId;
}

/** Where a section is found. */
export const placeOf = (id: string): { page: string; parameters: Record<string, string> } =>
  id === "audit-log"
    ? { page: "audit-log", parameters: {} }
    : { page: "settings", parameters: { section: id } };
