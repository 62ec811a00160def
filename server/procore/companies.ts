import { z } from "zod";
import type { Actor } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { flag, id } from "./shapes.ts";
import { parseAnswer } from "./parse-answer.ts";

export interface ProcoreCompany {
  id: string;
  name: string;
  isActive: boolean;
}

const CompanyShape = z.object({ id, name: z.string(), is_active: flag });

/** Companies of a person. */
export async function listCompanies(procore: ProcoreClient, as: Actor): Promise<ProcoreCompany[]> {
  const rows = await everyPage(procore, { path: "/rest/v1.0/companies", companyId: undefined, as });
  return rows.map((row) => {
    const { id: companyId, name, is_active: isActive } = parseAnswer(CompanyShape, row);
    return { id: companyId, name, isActive };
  });
}
