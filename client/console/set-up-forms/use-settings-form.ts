import { type FormEvent, useState } from "react";
import type { Installation, Settings, SystemView } from "../../../server/api/contract.ts";
import { saveSettings } from "../../api/installation.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { type Problems, settingsProblems } from "./check-entered.ts";
import { changesBetween, withOnlyChoices } from "./settings-changes.ts";
import { useHolders } from "./use-holders.ts";
import { useSettingsDraft } from "./use-settings-draft.ts";

interface SettingsFormParts {
  installation: Installation;
  system: SystemView;
  onSaved(installation: Installation): void;
}

/** All settings as one form, which chooses what there is only one of. */
export function useSettingsForm({ installation, system, onSaved }: SettingsFormParts) {
  const offered = installation.connection?.choices ?? {};
  const draft = useSettingsDraft(installation);
  const settings = withOnlyChoices(draft.entered, system, offered);
  const [problems, setProblems] = useState<Problems>({});
  const holders = useHolders(installation, system);
  const { form, pointOut } = useFirstProblem<HTMLFormElement>();
  const saving = useAct(async () => {
    const changes = changesBetween(installation.settings, settings) ?? {};
    onSaved(await saveSettings(installation.company.id, changes));
    draft.discard();
  });

  function change(next: Settings) {
    draft.change(next);
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
    submit,
    saving,
  };
}
