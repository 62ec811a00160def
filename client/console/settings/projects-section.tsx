import { FormStack } from "../form/form-stack.tsx";
import { MissingProject, ProjectChoice } from "../set-up-forms/project-choice.tsx";
import { Section } from "./section.tsx";
import type { Choices } from "./use-choices.ts";

export function ProjectsSection({ choices: { projects } }: { choices: Choices }) {
  return (
    <Section title="Projects">
      <FormStack as="div">
        <ProjectChoice {...projects} />
        <MissingProject />
      </FormStack>
    </Section>
  );
}
