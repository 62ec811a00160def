import { finishInstallation, useSetUp } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { Summary } from "../set-up-forms/summary.tsx";
import { useAct } from "../use-act.ts";
import type { StepProps } from "./step-props.ts";
import { BackButton } from "./ways-out.tsx";

export function FinishStep({ installation, onDone, onBack }: StepProps) {
  const { mutate } = useSetUp(installation.company.id);
  const starting = useAct(async () => {
    try {
      onDone(await finishInstallation(installation));
    } catch (error) {
      // Another tab may have changed what is shown here.
      void mutate();
      throw error;
    }
  });

  return (
    <FormStack as="div">
      <p>This is what Crosstie will do. All of it can be changed later under Settings.</p>
      <Summary installation={installation} />
      {starting.problem && <Outcome isGood={false} title="Not started" text={starting.problem} />}
      <Buttons>
        <BackButton onBack={onBack} />
        <ActionButton
          type="button"
          loading={starting.isRunning}
          onClick={() => void starting.run()}
        >
          Start
        </ActionButton>
      </Buttons>
    </FormStack>
  );
}
