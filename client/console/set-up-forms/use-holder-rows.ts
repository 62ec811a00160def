import { useState } from "react";
import type { Choice, SettingField, Settings, SystemView } from "../../../server/api/contract.ts";
import { capitalize } from "../../format.ts";
import { choicesOf, holderKey, optionsOf, type Problems, valuesIn } from "./check-entered.ts";
import { holderWords } from "./settings-words.ts";
import type { Holders } from "./use-holders.ts";

export interface HolderRowsParts {
  field: SettingField;
  per: keyof typeof holderWords;
  system: SystemView;
  offered: Record<string, Choice[]>;
  settings: Settings;
  problems: Problems;
  holders: Holders;
  onChange(settings: Settings): void;
}

export interface HolderRow extends Choice {
  value: string;
  /** What may be chosen: first of all what applies without a choice. */
  choices: Choice[];
  /** It has a value, but is none of those that may be added. */
  isGone: boolean;
  problem: string | undefined;
}

/** Who has a value of its own, who was added to get one, and who is left to be added. */
export function useHolderRows(parts: HolderRowsParts) {
  const { field, per, settings, holders, onChange } = parts;
  const [added, setAdded] = useState<string[]>([]);
  const values = valuesIn(settings.own[field.id]);
  const known = holders.known ?? [];
  const shown = new Set([...Object.keys(values), ...added]);
  const isShown = ({ id }: Choice) => shown.has(id);
  const others = [...shown].filter((id) => !known.some((one) => one.id === id));
  const nameOf = (id: string) =>
    holders.others?.find((other) => other.id === id)?.name ??
    `${capitalize(holderWords[per][0])} ${id}`;

  function change(holder: string, value: string) {
    const { [holder]: _before, ...rest } = values;
    const next = value.trim() === "" ? rest : { ...rest, [holder]: value };
    // A field that is emptied while one types must not go away.
    setAdded((before) => [...new Set([...before, holder])]);
    onChange({ ...settings, own: { ...settings.own, [field.id]: next } });
  }

  const isRead = holders.known !== undefined;
  return {
    rows: [
      ...known.filter(isShown).map((holder) => rowOf(holder, parts, false)),
      ...others.map((id) => rowOf({ id, name: nameOf(id) }, parts, isRead)),
    ],
    addable: known.filter((holder) => !isShown(holder)),
    add: (holder: string) => setAdded((before) => [...before, holder]),
    change,
  };
}

function rowOf(holder: Choice, parts: HolderRowsParts, isGone: boolean): HolderRow {
  const { field, offered, settings, problems } = parts;
  const value = valuesIn(settings.own[field.id])[holder.id] ?? "";
  const choices = choicesOf(field, offered);
  return {
    ...holder,
    value,
    choices: optionsOf(choices, { value, nothing: fallbackWords(parts) }),
    isGone,
    problem: problems[holderKey(field, holder.id)],
  };
}

/** "Default item (Subcontract cost)": what applies to those that have no value of their own. */
export function fallbackWords({ field, system, offered, settings }: HolderRowsParts): string {
  const general = system.settings.find(({ id }) => id === field.insteadOf);
  if (!general) return "Nothing";
  const value = settings.own[general.id];
  const chosen = choicesOf(general, offered).find(({ id }) => id === value)?.name;
  const typed = general.input !== "choice" && typeof value === "string" ? value : undefined;
  return `${general.label} (${chosen ?? typed ?? "none"})`;
}
