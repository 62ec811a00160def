import { Button } from "@procore/core-react";
import { useState } from "react";

import { saveConnection, testConnection } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { ConnectionForm } from "../settings/connection-form.tsx";
import { CredentialHelp } from "../settings/credential-help.tsx";
import { BackButton } from "./back-button.tsx";
import type { StepProps } from "./step-props.ts";

export function ConnectionStep({ installation, onDone, onBack }: StepProps) {
  const { company, connection } = installation;
  const [isChanging, setIsChanging] = useState(connection?.status !== "working");
  const back = <BackButton onBack={onBack} />;

  if (connection && !isChanging) {
    return (
      <FormStack as="div">
        <Outcome
          isGood
          title={`Connected to NetSuite account ${connection.accountId}`}
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
    <FormStack as="div">
      <p>
        Crosstie signs in to NetSuite with a certificate of its own (OAuth 2.0, client credentials),
        not with a person’s password.
      </p>
      <CredentialHelp />
      <ConnectionForm
        stored={connection}
        test={(credentials) => testConnection(company.id, credentials)}
        save={async (credentials) => onDone(await saveConnection(company.id, credentials))}
        saveLabel="Save and continue"
        besides={back}
      />
    </FormStack>
  );
}
