import { RemoteError } from "../errors.ts";
import type { ProcoreClient } from "./client.ts";
import { AppNotConnectedError } from "./refusal.ts";
import { fetchTools, levelOf } from "./tools.ts";

export type Level = "none" | "read_only" | "standard" | "admin";

/** What Procore lets a person do; everything we allow is decided from this. */
export interface Permissions {
  /**
   * Commitments tool of the project; "none" when no project was asked for or the tool is off there.
   */
  commitments: Level;
  /**
   * ERP Integrations tool of the company; undefined when the company does not have that tool at
   * all.
   */
  erp: Level | undefined;
  isCompanyAdmin: boolean;
}

/**
 * Reads both scopes with the user's own token, so that it is Procore that says who may what.
 * Someone who is no member of the company or
 * project may nothing there. Rejects with AppNotConnectedError while the company has not connected
 * the app.
 */
export async function fetchPermissions(
  procore: ProcoreClient,
  who: { userId: string; companyId: string; projectId?: string },
): Promise<Permissions> {
  const { companyId, projectId } = who;
  const as = { userId: who.userId };
  const [company, project] = await Promise.all([
    fetchTools(procore, { companyId, as }).catch(orNoTools),
    projectId ? fetchTools(procore, { companyId, projectId, as }).catch(orNoTools) : [],
  ]);
  return {
    commitments: levelOf(project, "commitments") ?? "none",
    erp: levelOf(company, "erp integrations"),
    isCompanyAdmin: levelOf(company, "admin") === "admin",
  };
}

function orNoTools(error: unknown): [] {
  const isOutside =
    error instanceof RemoteError &&
    !(error instanceof AppNotConnectedError) &&
    (error.remoteStatus === 403 || error.remoteStatus === 404);
  if (isOutside) return [];
  throw error;
}
