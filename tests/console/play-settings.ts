import type { Settings, SettingsChanges } from "../../server/api/contract.ts";

/** What the server would make of these changes. */
export function withChanges(
  settings: Settings,
  { resourceTypes, own, ...changes }: SettingsChanges,
): Settings {
  return {
    ...settings,
    ...changes,
    resourceTypes: { ...settings.resourceTypes, ...resourceTypes },
    own: { ...settings.own, ...ownNow(settings.own, own) },
  };
}

function ownNow(before: Settings["own"], changes: SettingsChanges["own"] = {}): Settings["own"] {
  const now = Object.entries(changes).map(([id, change]): [string, Settings["own"][string]] => {
    if (change === null || typeof change === "string") return [id, change];
    const values = new Map(Object.entries(before[id] ?? {}));
    for (const [holder, value] of Object.entries(change)) {
      if (value === null) values.delete(holder);
      else values.set(holder, value);
    }
    return [id, Object.fromEntries(values)];
  });
  return Object.fromEntries(now);
}
