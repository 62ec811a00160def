import type { ConnectionCheck } from "../connectors/connection-check.ts";
import type { Entered } from "../connectors/fields.ts";
import {
  type MissingPermission,
  stillMissing,
  stillWanted,
  systemOf,
} from "../connectors/index.ts";
import { inCompany } from "../database/scope.ts";
import { findConnection } from "../store/connections-in-use.ts";
import { firstSettings, saveCheck } from "../store/connections.ts";
import { openCredentials } from "./credentials.ts";
import type { SyncParts } from "./parts.ts";

interface Checked {
  companyId: string;
  system: string;
  credentials: Entered;
  check: ConnectionCheck;
}

export interface Lacks {
  /** What the settings do not give yet. */
  unset: string[];
  missing: MissingPermission[];
}

/** Saves the check only if the credentials are the stored ones. */
export async function keepCheck(
  { db, seal }: Pick<SyncParts, "db" | "seal">,
  { companyId, system: id, credentials, check }: Checked,
): Promise<Lacks> {
  const system = systemOf({ system: id });
  const { wanted = [], missing = [] } = check;
  return inCompany(db, companyId, async (scope) => {
    const stored = await findConnection(scope, companyId);
    const isSameAccount =
      stored?.system === id && system.accountOf(stored.shown) === system.accountOf(credentials);
    const settings = stored && isSameAccount ? stored.settings : firstSettings;
    const lacks = {
      unset: stillWanted(wanted, settings.own),
      missing: stillMissing(missing, settings),
    };
    if (!stored?.credentials || !isSameAccount) return lacks;
    const kept = openCredentials(seal, stored);
    const isStored = system.credentials.fields.every(
      (field) => (kept[field.id] ?? "") === (credentials[field.id] ?? ""),
    );
    if (isStored) await saveCheck(scope, stored, { choices: check.choices, wanted, missing });
    return lacks;
  });
}
