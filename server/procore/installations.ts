import { z } from "zod";
import { serviceOf, type Actor } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { id, optionalInstant, text } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

export interface Installation {
  id: string;
  /** Client id of the installed app. */
  appUid: string | undefined;
  isInstalled: boolean;
  version: string | undefined;
  installedAt: Date | undefined;
}

const InstallationShape = z.object({
  id,
  app_uid: text,
  developer_app: z.object({ uid: text }).nullish(),
  status: text,
  semantic_version: text,
  installed_at: optionalInstant,
});

/** Apps installed in the company, as far as the caller may see them. */
export async function listInstallations(procore: ProcoreClient, { companyId, as }: { companyId: string; as?: Actor }): Promise<Installation[]> {
  const query = { company_id: companyId };
  const rows = await everyPage(procore, { path: "/rest/v1.0/app_installations", query, companyId, as: as ?? serviceOf(companyId) });
  return rows.map((row) => {
    const shape = parseAnswer(InstallationShape, row);
    return {
      id: shape.id,
      appUid: shape.app_uid ?? shape.developer_app?.uid,
      isInstalled: shape.status !== "uninstalled",
      version: shape.semantic_version,
      installedAt: shape.installed_at,
    };
  });
}
