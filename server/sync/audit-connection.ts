import { type Actor, audit } from "../audit/audit.ts";
import type { Entered } from "../connectors/fields.ts";
import { systemOf } from "../connectors/index.ts";
import type { Scope } from "../database/scope.ts";
import type { Connection } from "../store/connections.ts";
import { openCredentials } from "./credentials.ts";
import type { SyncParts } from "./parts.ts";

interface Saved {
  companyId: string;
  system: string;
  credentials: Entered;
  /** The connection that the company had. */
  before: Connection | undefined;
}

/** Names the fields that changed and no value, not even of those that may be shown. */
export async function auditConnection(
  { seal }: Pick<SyncParts, "seal">,
  scope: Scope,
  { companyId, system: id, credentials, before, by }: Saved & { by: Actor },
): Promise<void> {
  const system = systemOf({ system: id });
  const kept = before?.system === id && before.credentials ? openCredentials(seal, before) : {};
  const changed = system.credentials.fields.filter(
    (field) => (kept[field.id] ?? "") !== (credentials[field.id] ?? ""),
  );
  await audit(scope, {
    companyId,
    by,
    action: "connection_saved",
    subject: { kind: "connection", id, name: `Connection to ${system.name}` },
    before: { "Connected to": before ? systemOf(before).name : null },
    after: {
      "Connected to": system.name,
      "Changed credentials": changed.map(({ label }) => label),
    },
  });
}
