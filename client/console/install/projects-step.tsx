import { Banner } from "@procore/core-react";
import { ActionButton } from "../../components/action-button.tsx";
import { erpName } from "../erp.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { MissingProject, ProjectChoice } from "../set-up-forms/project-choice.tsx";
import { useProjectChoice } from "../set-up-forms/use-project-choice.ts";
import type { StepProps } from "./step-props.ts";

export function ProjectsStep({ installation, onDone }: StepProps) {
  const { company, projects } = installation;
  const { form, choice, submit, saving } = useProjectChoice(installation, onDone);

  if (projects.length === 0) return <NoProjects company={company.name} />;
  return (
    <FormStack ref={form} noValidate onSubmit={submit}>
      <p>
        Choose the projects of {company.name} whose commitments, invoices and payments Crosstie
        keeps in step with {erpName(installation)}.
      </p>
      <ProjectChoice {...choice} />
      <MissingProject />
      {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
      <Buttons>
        <ActionButton type="submit" loading={saving.isRunning}>
          Continue
        </ActionButton>
      </Buttons>
    </FormStack>
  );
}

function NoProjects({ company }: { company: string }) {
  return (
    <FormStack as="div">
      <Banner variant="attention" role="status">
        <Banner.Content>
          <Banner.Title>Procore permits no project yet</Banner.Title>
          <Banner.Body>
            Crosstie is installed in {company} but may not look at any of its projects. Permit them
            as below and this list fills.
          </Banner.Body>
        </Banner.Content>
      </Banner>
      <MissingProject isOpen />
      <Buttons>
        <ActionButton type="button" onClick={() => window.location.reload()}>
          Look again
        </ActionButton>
      </Buttons>
    </FormStack>
  );
}
