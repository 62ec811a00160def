import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import type { ProcoreClient } from "./client.ts";
import { everyPage } from "./pages.ts";
import { id, parseAnswer, text } from "./shapes.ts";

/** Labor, materials …: Procore's API calls it a line item type. */
export interface CostType {
  id: string;
  code: string | undefined;
  name: string;
}

const CostTypeShape = z.object({ id, code: text, name: text });

export async function listCostTypes(
  procore: ProcoreClient,
  where: Caller & { companyId: string },
): Promise<CostType[]> {
  const rows = await everyPage(procore, {
    path: "/rest/v1.0/line_item_types",
    query: { company_id: where.companyId },
    ...callerOf(where),
  });
  return rows.map(toCostType);
}

function toCostType(row: unknown): CostType {
  const { id: costTypeId, code, name } = parseAnswer(CostTypeShape, row);
  return { id: costTypeId, code, name: name ?? code ?? costTypeId };
}
