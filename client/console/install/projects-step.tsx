import { Banner } from "@procore/core-react";
import { useState } from "react";
import type { FormEvent } from "react";

import { chooseProjects } from "../../api/installation.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useProjectsDraft } from "../settings/drafts.ts";
import { MissingProject } from "../settings/missing-project.tsx";
import { ProjectChoice } from "../settings/project-choice.tsx";
import { useAct } from "../use-act.ts";
import type { StepProps } from "./step-props.ts";

export function ProjectsStep({ installation, onDone }: StepProps) {
  const { company, projects } = installation;
  const [draft, setDraft] = useProjectsDraft(installation);
  const chosenIds = new Set(
    draft ?? projects.filter((project) => project.isChosen).map((project) => project.id),
  );
  const [problem, setProblem] = useState<string>();
  const { form, pointOut } = useFirstProblem();
  const saving = useAct(async () => {
    onDone(await chooseProjects(company.id, [...chosenIds]));
    setDraft(null);
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosenIds.size > 0) return void saving.run();
    setProblem("Choose at least one project. Crosstie looks at nothing outside the chosen ones.");
    pointOut();
  }

  function choose(next: ReadonlySet<string>) {
    setDraft([...next]);
    setProblem(undefined);
  }

  if (projects.length === 0) return <NoProjects company={company.name} />;
  return (
    <FormStack ref={form} noValidate onSubmit={submit}>
      <p>
        Choose the projects of {company.name} whose commitments, invoices and payments Crosstie
        keeps in step with NetSuite.
      </p>
      <ProjectChoice
        projects={projects}
        chosenIds={chosenIds}
        problem={problem}
        onChange={choose}
      />
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
