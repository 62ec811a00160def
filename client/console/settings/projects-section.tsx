import { Button } from "@procore/core-react";
import { Buttons } from "../form/buttons.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Outcome } from "../form/outcome.tsx";
import { MissingProject, ProjectChoice } from "../set-up-forms/project-choice.tsx";
import { useProjectChoice } from "../set-up-forms/use-project-choice.ts";
import type { SectionProps } from "./section-props.ts";
import { Section } from "./section.tsx";
import { Unsaved } from "./unsaved.tsx";

export function ProjectsSection({ installation, accept }: SectionProps) {
  const { form, choice, isChanged, discard, submit, saving } = useProjectChoice(
    installation,
    accept,
  );

  return (
    <Section title="Projects">
      <FormStack ref={form} noValidate onSubmit={submit}>
        <ProjectChoice {...choice} />
        <MissingProject />
        {saving.answer && <Outcome isGood title="Projects saved" />}
        {saving.problem && <Outcome isGood={false} title="Not saved" text={saving.problem} />}
        <Buttons>
          <Button
            type="submit"
            variant="secondary"
            loading={saving.isRunning}
            disabled={choice.chosenIds.size === 0}
          >
            Save projects
          </Button>
          {isChanged && <Unsaved onDiscard={discard} />}
        </Buttons>
      </FormStack>
    </Section>
  );
}
