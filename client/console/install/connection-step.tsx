import { Button } from "@procore/core-react";
import { useState } from "react";
import { saveConnection, testConnection } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { erpName } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { ConnectionForm } from "../set-up-forms/connection-form.tsx";
import type { StepProps } from "./step-props.ts";
import { BackButton } from "./ways-out.tsx";

export function ConnectionStep({ installation, onDone, onBack }: StepProps) {
  const { company, connection, systems } = installation;
  const [isChanging, setIsChanging] = useState(connection?.status !== "working");
  const back = <BackButton onBack={onBack} />;

  if (connection && !isChanging) {
    return (
      <FormStack as="div">
        <Outcome
          isGood
          title={`Connected to ${erpName(installation)} account ${connection.account}`}
          text={connection.summary}
        />
        <Buttons>
          {back}
          <Button type="button" variant="secondary" onClick={() => setIsChanging(true)}>
            Change credentials
          </Button>
          <ActionButton type="button" onClick={() => onDone(installation)}>
            Continue
          </ActionButton>
        </Buttons>
      </FormStack>
    );
  }
  return (
    <ConnectionForm
      systems={systems}
      stored={connection}
      test={(entered) => testConnection(company.id, entered)}
      save={async (entered) => onDone(await saveConnection(company.id, entered))}
      saveLabel="Save and continue"
      isIntroduced
      besides={back}
    />
  );
}
