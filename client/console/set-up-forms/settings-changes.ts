import type {
  Installation,
  Settings,
  SettingsChanges,
  SystemView,
} from "../../../server/api/contract.ts";
import { choicesOf, drawnSettings, valuesIn } from "./check-entered.ts";

export function withChanges(
  settings: Settings,
  { resourceTypes, own, ...changes }: SettingsChanges,
): Settings {
  return {
    ...settings,
    ...changes,
    resourceTypes: { ...settings.resourceTypes, ...resourceTypes },
    own: withOwnChanges(settings.own, own),
  };
}

type Own = Settings["own"];
type OwnChanges = NonNullable<SettingsChanges["own"]>;

function withOwnChanges(own: Own, changes: OwnChanges = {}): Own {
  const changed = Object.entries(changes).map(([id, change]): [string, Own[string]] => {
    if (!(change instanceof Object)) return [id, change];
    const values = Object.entries({ ...valuesIn(own[id]), ...change });
    return [id, Object.fromEntries(values.filter((one): one is [string, string] => !!one[1]))];
  });
  return { ...own, ...Object.fromEntries(changed) };
}

/**
 * What makes one out of the other, and nothing else: what nobody touched is not sent, so that
 * nobody's change is undone. Null when they are the same.
 */
export function changesBetween(before: Settings, now: Settings): SettingsChanges | null {
  const { resourceTypes: typesBefore, own: ownBefore, ...restBefore } = before;
  const { resourceTypes: typesNow, own: ownNow, ...restNow } = now;
  const types = different(typesBefore, typesNow) as Settings["resourceTypes"];
  const own = ownChangesBetween(ownBefore, ownNow);
  const changes: SettingsChanges = {
    ...different(restBefore, restNow),
    ...(Object.keys(types).length > 0 && { resourceTypes: types }),
    ...(Object.keys(own).length > 0 && { own }),
  };
  return Object.keys(changes).length > 0 ? changes : null;
}

function ownChangesBetween(before: Own, now: Own): OwnChanges {
  const changed = Object.entries(now).flatMap(([id, value]): [string, OwnChanges[string]][] => {
    if (!(value instanceof Object)) return before[id] === value ? [] : [[id, value]];
    const was = valuesIn(before[id]);
    const taken = Object.keys(was).filter((holder) => !Object.hasOwn(value, holder));
    const change = {
      ...different(was, value),
      ...Object.fromEntries(taken.map((holder) => [holder, null])),
    };
    return Object.keys(change).length > 0 ? [[id, change as OwnChanges[string]]] : [];
  });
  return Object.fromEntries(changed);
}

/** Where there is only one answer nobody is asked. */
export function withOnlyChoices(
  settings: Settings,
  system: SystemView,
  offered: NonNullable<Installation["connection"]>["choices"],
): Settings {
  const obvious = drawnSettings(system, { offered, settings }).flatMap((field) => {
    const choices = choicesOf(field, offered);
    const [only] = choices;
    const isOpen = field.input === "choice" && field.needed && !settings.own[field.id];
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
