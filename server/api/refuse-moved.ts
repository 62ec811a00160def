import { ConflictError } from "../errors.ts";
import type { ConnectionSettings } from "../store/connections.ts";
import type { SettingsChanges } from "./contract.ts";
import { factsOf, type OfSettings } from "./settings-facts.ts";

interface Wish {
  /** What the person saw of what they change. */
  shown: SettingsChanges;
  changes: SettingsChanges;
}

/** What somebody else has saved meanwhile is not written over unseen, but where both want the same. */
export function refuseMoved(connection: OfSettings, { shown, changes }: Wish): void {
  const factsWith = (wanted: SettingsChanges) =>
    factsOf({ ...connection, settings: withChanges(connection.settings, wanted) });
  const [now, seen, wanted] = [factsOf(connection), factsWith(shown), factsWith(changes)];
  const moved = [...new Set([...Object.keys(seen), ...Object.keys(wanted)])].filter(
    (name) => now[name] !== seen[name] && now[name] !== wanted[name],
  );
  if (moved.length === 0) return;
  const each = moved.map(
    (name) =>
      `${name} is ${worded(now[name])} by now. It was ${worded(seen[name])} when you chose ${worded(wanted[name])}.`,
  );
  throw new ConflictError(
    `Nothing was saved, because somebody else has saved meanwhile: ${each.join(" ")} Choose again, then save.`,
  );
}

function withChanges(
  settings: ConnectionSettings,
  { resourceTypes, own = {}, ...changes }: SettingsChanges,
): ConnectionSettings {
  const changed = Object.entries(own).map(([id, change]) => {
    if (!(change instanceof Object)) return [id, change];
    const before = settings.own[id];
    const values = { ...(before instanceof Object && before), ...change };
    return [id, Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))];
  });
  return {
    ...settings,
    ...changes,
    resourceTypes: { ...settings.resourceTypes, ...resourceTypes },
    own: { ...settings.own, ...Object.fromEntries(changed) },
  };
}

function worded(fact: unknown): string {
  if (typeof fact === "boolean") return fact ? "on" : "off";
  return typeof fact === "string" ? `“${fact}”` : "nothing";
}
