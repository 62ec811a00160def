import type { ConnectionCheck } from "../connectors/connection-check.ts";
import type { Entered } from "../connectors/fields.ts";
import { systemOf } from "../connectors/index.ts";
import { stillWanted } from "../connectors/wanted.ts";
import { inCompany } from "../database/scope.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { saveCheck } from "../store/connections.ts";
import type { SyncParts } from "./parts.ts";

interface Checked {
  companyId: string;
  system: string;
  credentials: Entered;
  check: ConnectionCheck;
}

/** Saves the check only if the credentials are the stored ones. Returns what the settings lack. */
export async function keepCheck(
  { db, seal }: Pick<SyncParts, "db" | "seal">,
  { companyId, system: id, credentials, check }: Checked,
): Promise<string[]> {
  const system = systemOf({ system: id });
  const wanted = check.wanted ?? [];
  return inCompany(db, companyId, async (scope) => {
    const stored = await findConnection(scope, companyId);
    const isSameAccount =
      stored?.system === id && system.accountOf(stored.shown) === system.accountOf(credentials);
    if (!stored || !isSameAccount) return stillWanted(wanted, {});
    const kept = JSON.parse(seal.open(stored.credentials)) as Entered;
    const isStored = system.credentials.fields.every(
      (field) => (kept[field.id] ?? "") === (credentials[field.id] ?? ""),
    );
    if (isStored) await saveCheck(scope, stored, { choices: check.choices, wanted });
    return stillWanted(wanted, stored.settings.own);
  });
}
