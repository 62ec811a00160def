import { useState } from "react";
import type { FormEvent } from "react";
import styled from "styled-components";
import type { Settings } from "../../../server/api/contract.ts";
import { saveSettings } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { theme } from "../../components/theme.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { checkSettings } from "./check-settings.ts";
import type { SettingsProblems } from "./check-settings.ts";
import { useSettingsDraft } from "./drafts.ts";
import { Section } from "./section.tsx";
import { changesBetween, withChanges } from "./settings-changes.ts";
import type { SectionProps } from "./section-props.ts";
import { SyncChoice } from "./sync-choice.tsx";
import { Unsaved } from "./unsaved.tsx";

const noChoices = { subsidiaries: [], items: [] };

export function SyncSection({ installation, accept }: SectionProps) {
  const choices = installation.connection?.choices ?? noChoices;
  // What is being entered stays; all else follows what others save.
  const [draft, setDraft] = useSettingsDraft(installation);
  const [problems, setProblems] = useState<SettingsProblems>({});
  const settings = withChanges(installation.settings, draft ?? {});
  const { form, pointOut } = useFirstProblem();
  const saving = useAct(async () => {
    accept(await saveSettings(installation.company.id, draft ?? {}));
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
    const found = checkSettings(settings, choices);
    setProblems(found);
    if (Object.keys(found).length === 0) void saving.run();
    else pointOut();
  }

  return (
    <Section title="Synchronization">
      <FormStack ref={form} noValidate onSubmit={submit} style={{ gap: 24 }}>
        <SyncChoice settings={settings} choices={choices} problems={problems} onChange={change} />
        {saving.answer && (
          <Outcome isGood title="Settings saved" text="They apply to new changes from now on." />
        )}
        {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
        <Buttons>
          <ActionButton type="submit" loading={saving.isRunning}>
            Save Settings
          </ActionButton>
          {draft && <Unsaved onDiscard={() => setDraft(null)} />}
          <Note>Settings apply immediately to new changes.</Note>
        </Buttons>
      </FormStack>
    </Section>
  );
}

const Note = styled.span`
  align-self: center;
  color: ${theme.quiet};
`;
