import type { Settings, SettingsChanges } from "../../../server/api/contract.ts";

export function withChanges(
  settings: Settings,
  { resourceTypes, ...changes }: SettingsChanges,
): Settings {
  return {
    ...settings,
    ...changes,
    resourceTypes: { ...settings.resourceTypes, ...resourceTypes },
  } as Settings;
}

/**
 * What makes one out of the other, and nothing else: what nobody touched is not sent, so that
 * nobody's change is undone. Null when they are the same.
 */
export function changesBetween(before: Settings, now: Settings): SettingsChanges | null {
  const { resourceTypes: typesBefore, ...restBefore } = before;
  const { resourceTypes: typesNow, ...restNow } = now;
  const types = different(typesBefore, typesNow);
  const changes: SettingsChanges = {
    ...different(restBefore, restNow),
    ...(Object.keys(types).length > 0 && { resourceTypes: types }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

function different<Fields extends object>(before: Fields, now: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => before[name as keyof Fields] !== value),
  ) as Partial<Fields>;
}
