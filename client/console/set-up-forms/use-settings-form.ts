import { type FormEvent, useState } from "react";
import type {
  Installation,
  Settings,
  SettingsChanges,
  SystemView,
} from "../../../server/api/contract.ts";
import { saveSettings } from "../../api/installation.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { useDraft } from "../use-draft.ts";
import { type Problems, settingsProblems } from "./check-entered.ts";
import { changesBetween, withChanges, withOnlyChoices } from "./settings-changes.ts";
import { useHolders } from "./use-holders.ts";

/**
 * What differs from the stored settings. Kept as changes, so that what others save meanwhile shows
 * around it.
 */
export const useSettingsDraft = ({
  company,
  connection,
}: Pick<Installation, "company" | "connection">) =>
  useDraft<SettingsChanges>(`settings:${company.id}:${connection?.system}`);

interface SettingsFormParts {
  installation: Installation;
  system: SystemView;
  /** Chooses what there is only one of. The page where settings stand already shows them as they are. */
  isFirst: boolean;
  onSaved(installation: Installation): void;
}

/** What is entered stays; all else follows what others save. */
export function useSettingsForm({ installation, system, isFirst, onSaved }: SettingsFormParts) {
  const offered = installation.connection?.choices ?? {};
  const [draft, setDraft] = useSettingsDraft(installation);
  const entered = withChanges(installation.settings, draft ?? {});
  const settings = isFirst ? withOnlyChoices(entered, system, offered) : entered;
  const [problems, setProblems] = useState<Problems>({});
  const holders = useHolders(installation, system);
  const { form, pointOut } = useFirstProblem();
  const saving = useAct(async () => {
    const changes = changesBetween(installation.settings, settings) ?? {};
    onSaved(await saveSettings(installation.company.id, changes));
    setDraft(null);
    return true;
  });

  function change(next: Settings) {
    setDraft(changesBetween(installation.settings, next));
    setProblems({});
    saving.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = settingsProblems(settings, system, offered);
    setProblems(found);
    if (Object.keys(found).length === 0) void saving.run();
    else pointOut();
  }

  return {
    form,
    fields: { system, offered, settings, problems, holders, onChange: change },
    isChanged: draft !== null,
    discard: () => setDraft(null),
    submit,
    saving,
  };
}
