import { useState } from "react";
import type { Installation, Settings } from "../../../server/api/contract.ts";
import { saveSettings, useHeldBack } from "../../api/installation.ts";
import { RefusalError } from "../../api/refusal-error.ts";
import { go } from "../address.ts";
import { erpOf } from "../erp.ts";
import { useFirstProblem } from "../form/use-first-problem.ts";
import { type Problems, settingsProblems } from "../set-up-forms/check-entered.ts";
import { useHolders } from "../set-up-forms/use-holders.ts";
import { idsOfChosen, NO_PROJECT } from "../set-up-forms/use-project-choice.ts";
import { useProjectsDraft } from "../set-up-forms/use-projects-draft.ts";
import { useSettingsDraft } from "../set-up-forms/use-settings-draft.ts";
import { useAct } from "../use-act.ts";
import { changeWords, type Named, settingWords } from "./change-words.ts";
import type { SectionId } from "./sections.ts";
import { whatGoes } from "./what-goes.ts";

interface ChoicesParts {
  installation: Installation;
  section: SectionId;
  accept(next: Installation): void;
  refresh(): void;
}

export type Choices = ReturnType<typeof useChoices>;

/** All that may be changed in Settings, whichever section shows it, and saving it at once. */
export function useChoices({ installation, section, accept, refresh }: ChoicesParts) {
  const { company, connection, choicesMark } = installation;
  const system = erpOf(installation);
  const offered = connection?.choices ?? {};
  const settings = useSettingsDraft(installation);
  const projects = useProjectsDraft(installation);
  const chosenIds = idsOfChosen(projects.projects);
  const holders = useHolders({ company, projects: projects.projects }, system);
  const [problems, setProblems] = useState<Problems>({});
  const { form, pointOut } = useFirstProblem<HTMLDivElement>();
  const named: Named = { system, offered, holders };

  const turnsOn = settings.changes.automaticSync === true;
  const held = useHeldBack(turnsOn ? company.id : null);
  const { resourceTypes } = settings.entered;
  const going = held.data && whatGoes(held.data, { resourceTypes, chosenIds });

  const saving = useAct(async () => {
    const sent = turnsOn ? (going?.count ?? 0) : 0;
    try {
      const { changes, shown } = settings;
      const mark = turnsOn && { choicesMark };
      const chosen = projects.changes && { projects: projects.changes };
      accept(await saveSettings(company.id, { ...changes, shown, ...chosen, ...mark }));
    } catch (error) {
      // Somebody else has saved: then both are shown.
      if (error instanceof RefusalError && error.status === 409) refresh();
      throw error;
    }
    settings.discard();
    projects.discard();
    return { sent };
  });

  function noteChange() {
    setProblems({});
    saving.reset();
  }

  function save() {
    const found: Problems = {
      ...(system && settings.leaves.length > 0
        ? settingsProblems(settings.entered, system, offered)
        : {}),
      ...(chosenIds.size === 0 && { projects: NO_PROJECT }),
    };
    setProblems(found);
    const places = Object.keys(found).map(sectionOf);
    const [first] = places;
    if (!first) return void saving.run();
    if (!places.includes(section)) go({ section: first });
    pointOut();
  }

  return {
    form,
    fields: system && {
      ...named,
      system,
      settings: settings.entered,
      problems,
      onChange(next: Settings) {
        settings.change(next);
        noteChange();
      },
    },
    projects: {
      projects: installation.projects,
      chosenIds,
      problem: problems.projects,
      onChange(next: ReadonlySet<string>) {
        projects.choose(next);
        noteChange();
      },
    },
    turningOn: turnsOn
      ? { going, error: held.error as unknown, retry: () => void held.mutate() }
      : null,
    bar: {
      isChanged: settings.leaves.length > 0 || projects.changes !== null,
      words: changeWords(settings.leaves, projects, named),
      moved: settings.moved.map(({ at, value, now }) => {
        const [name, mine] = settingWords(at, value, named);
        return { name, mine, theirs: settingWords(at, now, named)[1] };
      }),
      saving,
      save,
      keepMine() {
        settings.keepMine();
        saving.reset();
      },
      takeTheirs() {
        settings.takeTheirs();
        saving.reset();
      },
      discard() {
        settings.discard();
        projects.discard();
        noteChange();
      },
    },
  };
}

const sectionOf = (problem: string): SectionId =>
  problem === "projects"
    ? "projects"
    : problem === "resourceTypes"
      ? "synchronization"
      : "mappings";
