import type { Installation, SettingsChanges } from "../../../server/api/contract.ts";
import { useDraft } from "../use-draft.ts";

type Company = Pick<Installation, "company">;

/**
 * What differs from the stored settings. Kept as changes, so that what others save meanwhile shows
 * around it.
 */
export const useSettingsDraft = ({ company }: Company) =>
  useDraft<SettingsChanges>(`settings:${company.id}`);

/** The ids of the chosen projects. */
export const useProjectsDraft = ({ company }: Company) =>
  useDraft<string[]>(`projects:${company.id}`);
