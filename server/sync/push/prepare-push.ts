import type { Connector } from "../../connectors/connector.ts";
import type { Document } from "../../connectors/documents.ts";
import { kindOf } from "../../kinds/index.ts";
import type { Connection } from "../../store/connections.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { SyncRecord } from "../../store/records.ts";
import { openConnector } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { type Circumstances, circumstancesOf, decide } from "./decide.ts";
import { type Blocked, findBlocking, findDependencies, inErp } from "./dependencies.ts";

export interface Prepared {
  connector: Connector;
  connection: Connection;
  document: Document;
}

/**
 * What would be sent for this record, or what stands in the way. Sends nothing to the ERP. Throws an
 * AppError when there is no document of it.
 */
export async function preparePush(
  parts: SyncParts,
  record: SyncRecord,
): Promise<{ prepared: Prepared } | { blocked: Blocked }> {
  const connection = await connectionById(parts.db, record);
  if (!connection) return { blocked: { waiting: "Crosstie to be installed and connected again" } };
  if (connection.status === "broken") {
    return { blocked: { waiting: "a working connection: an admin mends it in Settings" } };
  }
  const circumstances = await circumstancesOf(parts.db, record, connection);
  const decision = decide(record, circumstances);
  if (!decision.isReady) return { blocked: decision };
  const made = await documentOf(parts, record, circumstances);
  if ("blocked" in made) return made;
  const connector = openConnector(parts, connection);
  return { prepared: { connector, connection, document: made.document } };
}

async function documentOf(
  parts: SyncParts,
  record: SyncRecord,
  { project }: Circumstances,
): Promise<{ document: Document } | { blocked: Blocked }> {
  const dependencies = await findDependencies(parts, record);
  if ("blocked" in dependencies) return dependencies;
  const blocked = findBlocking(dependencies.found);
  if (blocked) return { blocked };
  const kind = kindOf(record);
  const snapshot = kind.parse(record.snapshot);
  const needed = inErp(dependencies.found);
  return { document: kind.document({ record, snapshot, needed, project }) };
}
