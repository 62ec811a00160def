import type { Installation } from "../../../server/api/contract.ts";
import { useDraft } from "../use-draft.ts";

/** By id: chosen, or no longer. */
type ProjectChanges = Record<string, boolean>;

/** Which projects somebody has chosen or dropped and not saved. */
export function useProjectsDraft({
  company,
  projects,
}: Pick<Installation, "company" | "projects">) {
  const [draft, keep] = useDraft<ProjectChanges>(`project-changes:${company.id}`);
  const isChosen = (project: (typeof projects)[number]) => draft?.[project.id] ?? project.isChosen;
  const changed = projects.filter((project) => isChosen(project) !== project.isChosen);

  return {
    /** As they would stand. */
    projects: projects.map((project) => ({ ...project, isChosen: isChosen(project) })),
    added: changed.filter((project) => !project.isChosen),
    dropped: changed.filter((project) => project.isChosen),
    /** Null: all stands as it is saved. */
    changes:
      changed.length > 0
        ? Object.fromEntries(changed.map((project) => [project.id, !project.isChosen]))
        : null,
    choose(next: ReadonlySet<string>) {
      const others = projects.filter((project) => next.has(project.id) !== project.isChosen);
      keep(
        others.length > 0
          ? Object.fromEntries(others.map((project) => [project.id, !project.isChosen]))
          : null,
      );
    },
    discard: () => keep(null),
  };
}
