import type {
  Installation,
  Settings,
  SettingsChanges,
  SystemView,
} from "../../../server/api/contract.ts";
import { choicesOf, drawnSettings } from "./check-entered.ts";

export function withChanges(
  settings: Settings,
  { resourceTypes, own, ...changes }: SettingsChanges,
): Settings {
  return {
    ...settings,
    ...changes,
    resourceTypes: { ...settings.resourceTypes, ...resourceTypes },
    own: { ...settings.own, ...own },
  };
}

/**
 * What makes one out of the other, and nothing else: what nobody touched is not sent, so that
 * nobody's change is undone. Null when they are the same.
 */
export function changesBetween(before: Settings, now: Settings): SettingsChanges | null {
  const { resourceTypes: typesBefore, own: ownBefore, ...restBefore } = before;
  const { resourceTypes: typesNow, own: ownNow, ...restNow } = now;
  const types = different(typesBefore, typesNow) as Settings["resourceTypes"];
  const own = different(ownBefore, ownNow) as Settings["own"];
  const changes: SettingsChanges = {
    ...different(restBefore, restNow),
    ...(Object.keys(types).length > 0 && { resourceTypes: types }),
    ...(Object.keys(own).length > 0 && { own }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

/** Where there is only one answer nobody is asked. */
export function withOnlyChoices(
  settings: Settings,
  system: SystemView,
  offered: NonNullable<Installation["connection"]>["choices"],
): Settings {
  const obvious = drawnSettings(system, offered).flatMap((field) => {
    const choices = choicesOf(field, offered);
    const [only] = choices;
    const isOpen = field.input === "choice" && !settings.own[field.id];
    return isOpen && only && choices.length === 1 ? [[field.id, only.id] as const] : [];
  });
  return { ...settings, own: { ...settings.own, ...Object.fromEntries(obvious) } };
}

function different<Fields extends object>(before: Fields, now: Fields): Partial<Fields> {
  const changed = Object.entries(now).filter(
    ([name, value]) => before[name as keyof Fields] !== value,
  );
  return Object.fromEntries(changed) as Partial<Fields>;
}
