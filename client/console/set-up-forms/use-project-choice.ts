import { type FormEvent, useState } from "react";
import type { Installation } from "../../../server/api/contract.ts";
import { chooseProjects } from "../../api/installation.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { useProjectsDraft } from "./use-projects-draft.ts";

export const NO_PROJECT =
  "Choose at least one project. Crosstie looks at nothing outside the chosen ones.";

/** Which projects are chosen, and saving them. */
export function useProjectChoice(
  installation: Installation,
  onSaved: (installation: Installation) => void,
) {
  const draft = useProjectsDraft(installation);
  const chosenIds = idsOfChosen(draft.projects);
  const [problem, setProblem] = useState<string>();
  const { form, pointOut } = useFirstProblem<HTMLFormElement>();
  const saving = useAct(async () => {
    onSaved(await chooseProjects(installation.company.id, [...chosenIds]));
    draft.discard();
  });

  function choose(next: ReadonlySet<string>) {
    draft.choose(next);
    setProblem(undefined);
    saving.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosenIds.size > 0) return void saving.run();
    setProblem(NO_PROJECT);
    pointOut();
  }

  return {
    form,
    choice: { projects: installation.projects, chosenIds, problem, onChange: choose },
    submit,
    saving,
  };
}

export const idsOfChosen = (projects: Installation["projects"]): ReadonlySet<string> =>
  new Set(projects.flatMap(({ id, isChosen }) => (isChosen ? id : [])));
