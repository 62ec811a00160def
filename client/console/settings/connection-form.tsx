import { Button } from "@procore/core-react";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import styled from "styled-components";

import type {
  ConnectionTest,
  Installation,
  NetSuiteCredentials,
} from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { TextField } from "../form/text-field.tsx";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { checkCredentials } from "./check-credentials.ts";
import type { CredentialProblems } from "./check-credentials.ts";
import { outcomeOf } from "./connection-outcome.ts";
import { KeyFile } from "./key-file.tsx";

interface ConnectionFormProps {
  stored: Installation["connection"];
  test: (credentials: NetSuiteCredentials) => Promise<ConnectionTest>;
  save: (credentials: NetSuiteCredentials) => Promise<void>;
  saveLabel: string;
  /** False where the page has another first button. */
  isPrimary?: boolean;
  /** What else belongs into the row of buttons. */
  besides?: ReactNode;
}

export function ConnectionForm({
  stored,
  test,
  save,
  saveLabel,
  isPrimary = true,
  besides,
}: ConnectionFormProps) {
  const [entered, setEntered] = useState<NetSuiteCredentials>(() => startFrom(stored));
  const [problems, setProblems] = useState<CredentialProblems>({});
  const { form, pointOut } = useFirstProblem();
  const testing = useAct(test);
  const saving = useAct(save);
  const hasStoredKey = stored !== null;

  function change(changed: Partial<NetSuiteCredentials>) {
    setEntered((before) => ({ ...before, ...changed }));
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !(field in changed))),
    );
    testing.reset();
    saving.reset();
  }

  function isReady(): boolean {
    const found = checkCredentials(entered, hasStoredKey);
    setProblems(found);
    if (Object.keys(found).length === 0) return true;
    pointOut();
    return false;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    testing.reset();
    if (isReady()) void saving.run(trimmed(entered));
  }

  function startTest() {
    saving.reset();
    if (isReady()) void testing.run(trimmed(entered));
  }

  return (
    <Form ref={form} noValidate onSubmit={submit}>
      <Fields entered={entered} problems={problems} hasStoredKey={hasStoredKey} onChange={change} />
      {testing.answer && <Outcome {...outcomeOf(testing.answer)} />}
      {testing.problem && (
        <Outcome isGood={false} title="The test could not be made" text={testing.problem} />
      )}
      {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
      <Buttons>
        {besides}
        <Button
          type="button"
          variant="secondary"
          loading={testing.isRunning}
          disabled={saving.isRunning}
          onClick={startTest}
        >
          Test connection
        </Button>
        <ActionButton
          type="submit"
          variant={isPrimary ? "primary" : "secondary"}
          loading={saving.isRunning}
          disabled={testing.isRunning}
        >
          {saveLabel}
        </ActionButton>
      </Buttons>
    </Form>
  );
}

interface FieldsProps {
  entered: NetSuiteCredentials;
  problems: CredentialProblems;
  hasStoredKey: boolean;
  onChange: (changed: Partial<NetSuiteCredentials>) => void;
}

function Fields({ entered, problems, hasStoredKey, onChange }: FieldsProps) {
  return (
    <>
      <TextField
        label="Account ID"
        value={entered.accountId}
        problem={problems.accountId}
        hint="Setup > Company > Company Information, for example 1234567_SB1"
        onChange={(accountId) => onChange({ accountId })}
      />
      <TextField
        label="Client ID"
        value={entered.clientId}
        problem={problems.clientId}
        hint="Shown once, when the integration record is saved"
        onChange={(clientId) => onChange({ clientId })}
      />
      <TextField
        label="Certificate ID"
        value={entered.certificateId}
        problem={problems.certificateId}
        hint="Setup > Integration > OAuth 2.0 Client Credentials (M2M) Setup"
        onChange={(certificateId) => onChange({ certificateId })}
      />
      <div>
        <TextField
          label="Private key"
          isLong
          isOptional={hasStoredKey}
          value={entered.privateKey}
          problem={problems.privateKey}
          placeholder={
            hasStoredKey ? "Leave empty to keep the stored key" : "-----BEGIN PRIVATE KEY-----"
          }
          hint="Stored encrypted; it is never shown again."
          onChange={(privateKey) => onChange({ privateKey })}
        />
        <KeyFile onRead={(privateKey) => onChange({ privateKey })} />
      </div>
      <TextField
        label="Account URL"
        isOptional
        value={entered.baseUrl}
        problem={problems.baseUrl}
        hint="SuiteTalk address from Setup > Company > Company Information > Company URLs. Empty: made from the account ID."
        onChange={(baseUrl) => onChange({ baseUrl })}
      />
    </>
  );
}

function startFrom(stored: Installation["connection"]): NetSuiteCredentials {
  return {
    accountId: stored?.accountId ?? "",
    clientId: stored?.clientId ?? "",
    certificateId: stored?.certificateId ?? "",
    privateKey: "",
    baseUrl: stored?.baseUrl ?? "",
  };
}

function trimmed(entered: NetSuiteCredentials): NetSuiteCredentials {
  return Object.fromEntries(
    Object.entries(entered).map(([field, value]) => [field, value.trim()]),
  ) as NetSuiteCredentials;
}

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: 16px;
  max-width: 640px;
`;
