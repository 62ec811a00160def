import { NotAllowedError } from "../errors.ts";
import type { Permissions } from "../procore/permissions.ts";

/**
 * Who may do what, from Procore's own permission levels. Companies without the ERP Integrations
 * tool go by their company admins.
 */
export const may = {
  seeCommitments: (permissions: Permissions) => permissions.commitments !== "none",
  sync: (permissions: Permissions) =>
    permissions.commitments === "admin" || isErpAdmin(permissions),
  syncPayments: isErpAdmin,
  seeActivities: (permissions: Permissions) =>
    isErpAdmin(permissions) || (permissions.erp !== undefined && permissions.erp !== "none"),
  changeSettings: isErpAdmin,
  setUp: (permissions: Permissions) => permissions.isCompanyAdmin,
};

const needed: Record<keyof typeof may, string> = {
  seeCommitments: "at least Read Only on this project's Commitments tool",
  sync: "Admin on this project's Commitments tool, or Admin on the company's ERP Integrations tool",
  syncPayments: "Admin on the company's ERP Integrations tool",
  seeActivities: "at least Read Only on the company's ERP Integrations tool",
  changeSettings: "Admin on the company's ERP Integrations tool",
  setUp: "Admin on the company's Admin tool",
};

/** Refuses, naming the permission that is missing and who can give it. */
export function demand(action: keyof typeof may, permissions: Permissions): void {
  if (!may[action](permissions)) {
    throw new NotAllowedError(
      `This needs ${needed[action]} in Procore. A company admin can grant it.`,
    );
  }
}

function isErpAdmin(permissions: Permissions): boolean {
  return permissions.erp === "admin" || permissions.isCompanyAdmin;
}
