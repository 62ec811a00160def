import type { ConnectionTest, Settings } from "../../../server/api/contract.ts";

export type SettingsProblems = Partial<Record<keyof Settings, string>>;
type Choices = ConnectionTest["choices"];

export function checkSettings(settings: Settings, choices: Choices): SettingsProblems {
  const problems: SettingsProblems = {};
  if (!Object.values(settings.resourceTypes).includes(true)) {
    problems.resourceTypes = "Choose at least one resource type.";
  }
  if (isUnchosen(settings.subsidiaryId, choices.subsidiaries)) {
    problems.subsidiaryId = "Choose the subsidiary that new vendors and purchase orders belong to.";
  }
  if (isUnchosen(settings.itemId, choices.items)) {
    problems.itemId = "Choose the item that purchase order lines are booked on.";
  }
  return problems;
}

/** Where there is only one answer nobody is asked. */
export function withOnlyChoices(settings: Settings, choices: Choices): Settings {
  return {
    ...settings,
    subsidiaryId: settings.subsidiaryId ?? onlyId(choices.subsidiaries),
    itemId: settings.itemId ?? onlyId(choices.items),
  };
}

function isUnchosen(id: string | null, choices: { id: string }[]): boolean {
  return choices.length > 0 && !choices.some((choice) => choice.id === id);
}

function onlyId(choices: { id: string }[]): string | null {
  return choices.length === 1 ? (choices[0]?.id ?? null) : null;
}
