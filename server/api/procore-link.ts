import type { SyncRecord } from "../store/records.ts";

/** Where people read it. Source: Procore docs, "Side Panel View Keys". */
export function commitmentUrl(
  origin: string,
  {
    companyId,
    projectId,
    document,
    procoreId,
  }: Pick<SyncRecord, "companyId" | "document" | "procoreId"> & { projectId: string },
): string {
  const tool = document === "subcontract" ? "work_order_contracts" : ORDERS;
  return `${origin}/webclients/host/companies/${companyId}/projects/${projectId}/tools/contracts/commitments/${tool}/${procoreId}`;
}

const ORDERS = "purchase_order_contracts";
