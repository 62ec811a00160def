import { netsuiteSystem } from "./netsuite/connector.ts";
import type { System } from "./system.ts";

export type { RetainageForm } from "./documents.ts";
export { credentialsSchema, settingsSchema } from "./field-schemas.ts";
export {
  type CredentialField,
  nothingChosen,
  type OwnSettingsChanges,
  type SettingField,
} from "./fields.ts";
export {
  LacksPermissionsError,
  type MissingPermission,
  stillMissing,
} from "./missing-permission.ts";
export { retainageOf, type System, whyUnsupported, wordsFor } from "./system.ts";
export { stillWanted } from "./wanted.ts";

const systems: System[] = [netsuiteSystem];

const byId = new Map(systems.map((system) => [system.id, system]));

export function systemsFor(role: System["role"]): System[] {
  return [...byId.values()].filter((system) => system.role === role);
}

/** Throws a TypeError for an id that no system has. */
export function systemOf({ system: id }: { system: string }): System {
  const system = byId.get(id);
  if (!system) throw new TypeError(`there is no system named ${id}`);
  return system;
}

/** For tests; the returned function removes the system again. @internal */
export function addSystem(system: System): () => void {
  byId.set(system.id, system);
  return () => byId.delete(system.id);
}
