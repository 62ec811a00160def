import { useState } from "react";
import type { FormEvent } from "react";

import type { Settings } from "../../../server/api/contract.ts";
import { saveSettings } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { checkSettings, withOnlyChoices } from "../settings/check-settings.ts";
import type { SettingsProblems } from "../settings/check-settings.ts";
import { useSettingsDraft } from "../settings/drafts.ts";
import { changesBetween, withChanges } from "../settings/settings-changes.ts";
import { SyncChoice } from "../settings/sync-choice.tsx";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { BackButton } from "./back-button.tsx";
import type { StepProps } from "./step-props.ts";

const noChoices = { subsidiaries: [], items: [] };

export function ResourcesStep({ installation, onDone, onBack }: StepProps) {
  const choices = installation.connection?.choices ?? noChoices;
  const [draft, setDraft] = useSettingsDraft(installation);
  const settings = withOnlyChoices(withChanges(installation.settings, draft ?? {}), choices);
  const [problems, setProblems] = useState<SettingsProblems>({});
  const { form, pointOut } = useFirstProblem();
  const saving = useAct(async () => {
    onDone(
      await saveSettings(
        installation.company.id,
        changesBetween(installation.settings, settings) ?? {},
      ),
    );
    setDraft(null);
  });

  function change(next: Settings) {
    setDraft(changesBetween(installation.settings, next));
    setProblems({});
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const found = checkSettings(settings, choices);
    setProblems(found);
    if (Object.keys(found).length === 0) void saving.run();
    else pointOut();
  }

  return (
    <FormStack ref={form} noValidate onSubmit={submit} style={{ gap: 28 }}>
      <SyncChoice settings={settings} choices={choices} problems={problems} onChange={change} />
      {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
      <Buttons>
        <BackButton onBack={onBack} />
        <ActionButton type="submit" loading={saving.isRunning}>
          Continue
        </ActionButton>
      </Buttons>
    </FormStack>
  );
}
