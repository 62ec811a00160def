import { type FormEvent, useState } from "react";
import type { Installation } from "../../../server/api/contract.ts";
import { chooseProjects } from "../../api/installation.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { useAct } from "../use-act.ts";
import { useDraft } from "../use-draft.ts";

/** The ids of the chosen projects. */
export const useProjectsDraft = ({ company }: Pick<Installation, "company">) =>
  useDraft<string[]>(`projects:${company.id}`);

/** Which projects are chosen, and saving them. */
export function useProjectChoice(
  installation: Installation,
  onSaved: (installation: Installation) => void,
) {
  const { company, projects } = installation;
  const [draft, setDraft] = useProjectsDraft(installation);
  const chosen = projects.filter(({ isChosen }) => isChosen).map(({ id }) => id);
  const chosenIds: ReadonlySet<string> = new Set(draft ?? chosen);
  const [problem, setProblem] = useState<string>();
  const { form, pointOut } = useFirstProblem();
  const saving = useAct(async () => {
    onSaved(await chooseProjects(company.id, [...chosenIds]));
    setDraft(null);
    return true;
  });

  function choose(next: ReadonlySet<string>) {
    setDraft([...next]);
    setProblem(undefined);
    saving.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosenIds.size > 0) return void saving.run();
    setProblem("Choose at least one project. Crosstie looks at nothing outside the chosen ones.");
    pointOut();
  }

  return {
    form,
    choice: { projects, chosenIds, problem, onChange: choose },
    isChanged: draft !== null,
    discard: () => setDraft(null),
    submit,
    saving,
  };
}
