import type { Installation, SystemView } from "../../../server/api/contract.ts";
import { capitalize, plural } from "../../format.ts";
import { choicesOf } from "../set-up-forms/check-entered.ts";
import type { LeafValue } from "../set-up-forms/leaves.ts";
import { scheduleWords } from "../set-up-forms/settings-words.ts";
import type { AllHolders } from "../set-up-forms/use-holders.ts";

export interface Named {
  system: SystemView | undefined;
  offered: NonNullable<Installation["connection"]>["choices"];
  holders: AllHolders;
}

/** What a setting is called, and a value of it: ["Payments", "every 2 hours"]. */
export function settingWords(at: string[], value: LeafValue, named: Named): [string, string] {
  const [name = "", id = "", holder] = at;
  if (name === "automaticSync") return ["Automatic sync", onOff(value)];
  if (name === "createVendors") return ["Create missing vendors", onOff(value)];
  if (name === "paymentSchedule") {
    return ["Payments", scheduleWords[value as keyof typeof scheduleWords].toLowerCase()];
  }
  if (name === "resourceTypes") {
    const type = named.system?.resourceTypes.find((one) => one.id === id);
    return [`Sync of ${type?.name.toLowerCase() ?? id}`, onOff(value)];
  }
  return ownWords({ id, holder, value }, named);
}

interface Own {
  id: string;
  holder: string | undefined;
  value: LeafValue;
}

function ownWords({ id, holder, value }: Own, { system, offered, holders }: Named) {
  const field = system?.settings.find((one) => one.id === id);
  const label = field?.label ?? id;
  const choice = field && choicesOf(field, offered).find((one) => one.id === value);
  const word = choice?.name ?? (value === null ? "none" : String(value));
  if (!field || holder === undefined || field.per === "company") {
    return [label, `“${word}”`] as [string, string];
  }
  const known =
    field.per === "custom_field"
      ? choicesOf(field, offered)
      : [...(holders[field.per].known ?? []), ...(holders[field.per].others ?? [])];
  const name = known.find((one) => one.id === holder)?.name ?? holder;
  return [`${label} ${name}`, value === null ? "removed" : `“${word}”`] as [string, string];
}

const onOff = (value: LeafValue): string => (value ? "on" : "off");

type Projects = Installation["projects"];

const MOST_SAID = 4;

/** "Automatic sync on, payments every 2 hours, Harbor Tower added". */
export function changeWords(
  leaves: { at: string[]; value: LeafValue }[],
  { added, dropped }: { added: Projects; dropped: Projects },
  named: Named,
): string {
  const words = [
    ...leaves.map(({ at, value }, place) => {
      const [name, word] = settingWords(at, value, named);
      return `${place === 0 ? name : lower(name)} ${word}`;
    }),
    ...projectWords(added, "added"),
    ...projectWords(dropped, "removed"),
  ];
  const rest = words.length - MOST_SAID;
  const said = rest > 1 ? [...words.slice(0, MOST_SAID), `and ${rest} more changes`] : words;
  return capitalize(said.join(", "));
}

function projectWords(projects: Projects, word: string): string[] {
  const [first] = projects;
  if (!first) return [];
  return [`${projects.length === 1 ? first.name : plural(projects.length, "project")} ${word}`];
}

/** A name that begins with capitals or has one inside stays. */
const lower = (name: string): string =>
  /^[A-Z][a-z]+(?![A-Z])/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
