import type { RetainageForm } from "../../connectors/documents.ts";
import { retainageOf, systemOf } from "../../connectors/index.ts";
import type { Scope } from "../../database/scope.ts";
import type { Connection } from "../../store/connections.ts";
import { sentBeside } from "../../store/counterparts.ts";
import type { SyncRecord } from "../../store/records.ts";

/** What the contract's other bills and credits in the ERP have to do with this record. */
export interface Beside {
  retainage: RetainageForm;
  credited: string | undefined;
}

type Chosen = Pick<Connection, "settings" | "system">;

/**
 * A contract keeps the form of what was sent first: what was held back within one form cannot be
 * released in the other.
 */
export async function besideOf(
  scope: Scope,
  record: Pick<SyncRecord, "companyId" | "connectionId" | "parent" | "recordId" | "document">,
  { system, settings }: Chosen,
): Promise<Beside> {
  const chosen = retainageOf(systemOf({ system }), settings.own);
  if (!["bill", "credit"].includes(record.document)) {
    return { retainage: chosen, credited: undefined };
  }
  const { isGross, credited } = await sentBeside(scope, record);
  const kept = isGross ? "line" : "net";
  return { retainage: isGross === null ? chosen : kept, credited: credited ?? undefined };
}
