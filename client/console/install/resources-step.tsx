import type { SystemView } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { erpOf } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { SettingsFields } from "../set-up-forms/settings-fields.tsx";
import { StillWanted } from "../set-up-forms/still-wanted.tsx";
import { useSettingsForm } from "../set-up-forms/use-settings-form.ts";
import type { StepProps } from "./step-props.ts";
import { BackButton } from "./ways-out.tsx";

export function ResourcesStep(props: StepProps) {
  const system = erpOf(props.installation);
  return system ? <Resources {...props} system={system} /> : null;
}

function Resources({ installation, system, onDone, onBack }: StepProps & { system: SystemView }) {
  const { form, fields, submit, saving } = useSettingsForm({
    installation,
    system,
    onSaved: onDone,
  });

  return (
    <FormStack ref={form} noValidate onSubmit={submit} style={{ gap: 28 }}>
      <StillWanted erp={system.name} unset={installation.connection?.unset ?? []} />
      <SettingsFields {...fields} />
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
