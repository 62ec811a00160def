import { Button } from "@procore/core-react";
import type { ReactNode } from "react";
import styled from "styled-components";
import type { SystemView } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { HelpDetails } from "../form/help-details.tsx";
import { Outcome } from "../form/outcome.tsx";
import { DescribedField } from "./described-field.tsx";
import { MissingPermissions } from "./missing-permissions.tsx";
import { StillWanted } from "./still-wanted.tsx";
import { outcomeOf } from "./test-outcome.ts";
import { type ConnectionFormParts, useConnectionForm } from "./use-connection-form.ts";

interface ConnectionFormProps extends ConnectionFormParts {
  saveLabel: string;
  /** False where the page has another first button. */
  isPrimary?: boolean;
  /** Says how Crosstie signs in. */
  isIntroduced?: boolean;
  /** What else belongs into the row of buttons. */
  besides?: ReactNode;
}

export function ConnectionForm({
  saveLabel,
  isPrimary = true,
  isIntroduced = false,
  besides,
  ...parts
}: ConnectionFormProps) {
  const shown = useConnectionForm(parts);
  const { system, testing, saving, problems } = shown;

  return (
    <Form ref={shown.form} noValidate onSubmit={shown.submit}>
      {parts.systems.length > 1 && (
        <ChoiceField
          label="System"
          choices={parts.systems}
          chosenId={system?.id ?? null}
          problem={problems.system}
          hint="Where your books are kept"
          onChoose={shown.chooseSystem}
        />
      )}
      {system && isIntroduced && <p>{system.credentials.about}</p>}
      {system && <WhereToFind system={system} />}
      {system?.credentials.fields.map((field) => (
        <DescribedField
          key={`${system.id} ${field.id}`}
          field={field}
          choices={field.choices ?? []}
          value={shown.entered[field.id] ?? ""}
          problem={problems[field.id]}
          hasStored={shown.hasStored}
          onChange={(value) => shown.change(field.id, value)}
        />
      ))}
      {system && testing.answer && <Outcome {...outcomeOf(testing.answer, system)} />}
      {system && testing.answer && (
        <MissingPermissions erp={system.name} missing={testing.answer.missing} />
      )}
      {system && testing.answer && <StillWanted erp={system.name} unset={testing.answer.unset} />}
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
          onClick={shown.startTest}
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

function WhereToFind({ system: { name, credentials } }: { system: SystemView }) {
  return (
    <HelpDetails>
      <summary>Where do I find these in {name}?</summary>
      <ol>
        {credentials.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </HelpDetails>
  );
}

const Form = styled.form`
  display: flex;
  flex-direction: column;
  gap: 16px;
  max-width: 640px;

  p {
    margin: 0;
    line-height: 20px;
  }
`;
