import type { Facts } from "../audit/audit.ts";
import { systemOf } from "../connectors/index.ts";
import type { Connection } from "../store/connections.ts";
import { resourceTypesOf } from "./describe-system.ts";

export type OfSettings = Pick<Connection, "system" | "settings" | "choices">;

/** What is different, in the words of the settings page. */
export function settingsDifference(
  connection: OfSettings,
  settings: Connection["settings"],
): { before: Facts; after: Facts } {
  const [old, now] = [factsOf(connection), factsOf({ ...connection, settings })];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const different = names.filter((name) => old[name] !== now[name]);
  const of = (facts: Facts) =>
    Object.fromEntries(different.map((name) => [name, facts[name] ?? null]));
  return { before: of(old), after: of(now) };
}

export function factsOf({ system: id, settings, choices }: OfSettings): Facts {
  const system = systemOf({ system: id });
  const facts: Facts = {
    "Automatic sync": settings.automaticSync,
    "Create vendors": settings.createVendors,
    "Payment schedule": settings.paymentSchedule.replaceAll("_", " "),
  };
  for (const type of resourceTypesOf(system)) {
    facts[`Sync ${type.name}`] = settings.resourceTypes[type.id] ?? false;
  }
  for (const field of system.settings) {
    const offered = field.choices ?? choices[field.offeredAs ?? field.id] ?? [];
    const named = (value: string) => {
      const choice = offered.find((one) => one.id === value);
      return choice ? `${choice.name} (${value})` : value;
    };
    const value = settings.own[field.id] ?? null;
    if (typeof value === "string") facts[field.label] = named(value);
    for (const [holder, one] of Object.entries(value instanceof Object ? value : {})) {
      facts[`${field.label}, ${field.per.replaceAll("_", " ")} ${holder}`] = named(one);
    }
  }
  return facts;
}
