import { Button } from "@procore/core-react";
import type { FormEvent } from "react";
import { chooseProjects } from "../../api/installation.ts";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";
import { useProjectsDraft } from "./drafts.ts";
import { MissingProject } from "./missing-project.tsx";
import { ProjectChoice } from "./project-choice.tsx";
import { Section } from "./section.tsx";
import type { SectionProps } from "./section-props.ts";
import { Unsaved } from "./unsaved.tsx";

export function ProjectsSection({ installation, accept }: SectionProps) {
  const { company, projects } = installation;
  const [draft, setDraft] = useProjectsDraft(installation);
  const chosenIds = new Set(
    draft ?? projects.filter((project) => project.isChosen).map((project) => project.id),
  );
  const saving = useAct(async () => {
    accept(await chooseProjects(company.id, [...chosenIds]));
    setDraft(null);
    return true;
  });

  function choose(next: ReadonlySet<string>) {
    setDraft([...next]);
    saving.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void saving.run();
  }

  return (
    <Section title="Projects">
      <FormStack noValidate onSubmit={submit}>
        <ProjectChoice projects={projects} chosenIds={chosenIds} onChange={choose} />
        <MissingProject />
        {saving.answer && <Outcome isGood title="Projects saved" />}
        {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
        <Buttons>
          <Button
            type="submit"
            variant="secondary"
            loading={saving.isRunning}
            disabled={chosenIds.size === 0}
          >
            Save projects
          </Button>
          {draft && <Unsaved onDiscard={() => setDraft(null)} />}
        </Buttons>
      </FormStack>
    </Section>
  );
}
