import { NotAllowedError } from "../errors.ts";
import type { Level, Permissions } from "../procore/permissions.ts";

/** By Procore's own permissions. A company admin may do all that an ERP Integrations admin may. */
export const may = {
  seeCommitments: ({ project }: Permissions) => isAny(project.get("commitments")),
  /** Procore shows a private contract to the tool's admins, and to whom it names. */
  seePrivate: ({ project }: Permissions) => project.get("commitments") === "admin",
  sync: (permissions: Permissions) =>
    permissions.project.get("commitments") === "admin" || isErpAdmin(permissions),
  /** To hand an invoice's standing to somebody outside. */
  share: (permissions: Permissions) =>
    ["standard", "admin"].includes(permissions.project.get("commitments") ?? "none") ||
    isErpAdmin(permissions),
  syncPayments: isErpAdmin,
  reconcile: isErpAdmin,
  seeActivities: (permissions: Permissions) =>
    isErpAdmin(permissions) || isAny(permissions.company.get("erp integrations")),
  changeSettings: isErpAdmin,
  seeAuditLog: isErpAdmin,
  setUp: isCompanyAdmin,
  seeSessions: isCompanyAdmin,
};

const needed: Record<keyof typeof may, string> = {
  seeCommitments: "at least Read Only on this project's Commitments tool",
  seePrivate: "Admin on this project's Commitments tool",
  sync: "Admin on this project's Commitments tool, or Admin on the company's ERP Integrations tool",
  share:
    "Standard on this project's Commitments tool, or Admin on the company's ERP Integrations tool",
  syncPayments: "Admin on the company's ERP Integrations tool",
  reconcile: "Admin on the company's ERP Integrations tool",
  seeActivities:
    "at least Read Only on the company's ERP Integrations tool, or on the Commitments tool of a project that Crosstie watches",
  changeSettings: "Admin on the company's ERP Integrations tool",
  seeAuditLog: "Admin on the company's ERP Integrations tool",
  setUp: "Admin on the company's Admin tool",
  seeSessions: "Admin on the company's Admin tool",
};

/** Throws NotAllowedError, which names the missing permission and who can grant it. */
export function requirePermission(action: keyof typeof may, permissions: Permissions): void {
  if (!may[action](permissions)) {
    throw new NotAllowedError(
      `This needs ${needed[action]} in Procore. A company admin can grant it.`,
    );
  }
}

function isErpAdmin(permissions: Permissions): boolean {
  return permissions.company.get("erp integrations") === "admin" || isCompanyAdmin(permissions);
}

function isCompanyAdmin({ company }: Permissions): boolean {
  return company.get("admin") === "admin";
}

function isAny(level: Level | undefined): boolean {
  return level !== undefined && level !== "none";
}
