import styled from "styled-components";
import type { SystemView } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { theme } from "../../components/theme.ts";
import { erpOf } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { SettingsFields } from "../set-up-forms/settings-fields.tsx";
import { useSettingsForm } from "../set-up-forms/use-settings-form.ts";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";
import { Unsaved } from "./unsaved.tsx";

export function SyncSection({ installation, accept }: SectionProps) {
  const system = erpOf(installation);
  return (
    <Section title="Synchronization">
      {system ? (
        <SyncForm key={system.id} installation={installation} accept={accept} system={system} />
      ) : (
        <p>What syncs is chosen here once an ERP is connected.</p>
      )}
    </Section>
  );
}

function SyncForm({ installation, accept, system }: SectionProps & { system: SystemView }) {
  const { form, fields, isChanged, discard, submit, saving } = useSettingsForm({
    installation,
    system,
    isFirst: false,
    onSaved: accept,
  });

  return (
    <FormStack ref={form} noValidate onSubmit={submit} style={{ gap: 24 }}>
      <SettingsFields {...fields} />
      {saving.answer && (
        <Outcome isGood title="Settings saved" text="They apply to new changes from now on." />
      )}
      {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
      <Buttons>
        <ActionButton type="submit" loading={saving.isRunning}>
          Save Settings
        </ActionButton>
        {isChanged && <Unsaved onDiscard={discard} />}
        <Note>Settings apply immediately to new changes.</Note>
      </Buttons>
    </FormStack>
  );
}

const Note = styled.span`
  align-self: center;
  color: ${theme.quiet};
`;
