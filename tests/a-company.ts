import { beginCompany } from "../server/store/companies.ts";
import { findConnection } from "../server/store/connections-in-use.ts";
import { saveConnection } from "../server/store/connections.ts";
import { aConnection } from "./a-connection.ts";
import type { TestDatabase } from "./database.ts";

export const aCompany = { name: "Ridgeline", webhookSecret: "sealed", installedBy: "1" };

/** A company with an ERP that nobody calls, as far as the store knows. */
export async function connectCompany(
  { admin }: TestDatabase,
  companyId: string,
): Promise<{ connectionId: string }> {
  await beginCompany(admin, { ...aCompany, companyId });
  await saveConnection(admin, { ...aConnection, companyId });
  return (await findConnection(admin, companyId))!;
}

/** A pending commitment, as it is added when it is first seen. */
export const aCommitment = (of: { companyId: string; connectionId: string }, count: number) => ({
  ...of,
  kind: "commitment" as const,
  procoreId: String(count),
  projectId: "77",
  parent: `commitment:${count}`,
  document: "subcontract",
  vendorId: null,
  number: `SC-${count}`,
  title: "Steel",
  status: "pending" as const,
  snapshot: {},
  seenAt: new Date(),
});
