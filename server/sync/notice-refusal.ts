import { systemOf } from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { CredentialsRefusedError } from "../errors.ts";
import { type Connection, markConnection } from "../store/connections.ts";
import type { SyncParts } from "./parts.ts";

/** That the ERP refuses the credentials shows in Settings from the first call on. */
export async function noticeRefusal(
  { db }: Pick<SyncParts, "db">,
  connection: Connection,
  error: unknown,
): Promise<void> {
  const { name } = systemOf(connection);
  if (!(error instanceof CredentialsRefusedError) || error.system !== name) return;
  await inCompany(db, connection.companyId, (scope) =>
    markConnection(scope, connection, { status: "broken", summary: error.reason }),
  );
}
