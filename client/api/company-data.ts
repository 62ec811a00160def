import type { Installation } from "../../server/api/contract.ts";
import { post, send } from "./request.ts";

/** The browser saves it as a file. Rejects when the file did not come whole. */
export async function exportEverything(companyId: string): Promise<void> {
  const file = await (await send(`/companies/${companyId}/export`)).blob();
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `crosstie-${companyId}.ndjson`;
  link.click();
  URL.revokeObjectURL(address);
}

export const eraseEverything = (companyId: string, companyName: string): Promise<Installation> =>
  post(`/companies/${companyId}/installation/erase`, { companyName });
