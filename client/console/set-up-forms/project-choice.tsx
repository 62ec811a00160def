import { Search } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { CheckField } from "../form/check-field.tsx";
import { Group } from "../form/group.tsx";
import { HelpDetails } from "../form/help-details.tsx";

type Project = Installation["projects"][number];

const SEARCH_FROM = 11;

interface ProjectChoiceProps {
  projects: Project[];
  chosenIds: ReadonlySet<string>;
  onChange(chosenIds: ReadonlySet<string>): void;
  problem?: string | undefined;
}

export function ProjectChoice({ projects, chosenIds, onChange, problem }: ProjectChoiceProps) {
  const [sought, setSought] = useState("");
  const shown = projects.filter((project) =>
    projectLabel(project).toLowerCase().includes(sought.trim().toLowerCase()),
  );
  const chosenShown = shown.filter((project) => chosenIds.has(project.id)).length;

  function change(ids: string[], isChosen: boolean) {
    const next = new Set(chosenIds);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    onChange(next);
  }

  return (
    <Group
      legend="Permitted by Procore"
      advice={`${chosenIds.size} of ${projects.length} chosen`}
      problem={problem}
    >
      {projects.length >= SEARCH_FROM && (
        <Search
          aria-label="Find a project"
          placeholder="Find a project"
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      <Rows>
        <First>
          <CheckField
            label={sought ? "Select all found" : "Select all"}
            isChecked={shown.length > 0 && chosenShown === shown.length}
            isPartly={chosenShown > 0 && chosenShown < shown.length}
            onChange={(isChosen) =>
              change(
                shown.map((project) => project.id),
                isChosen,
              )
            }
          />
        </First>
        {shown.map((project) => (
          <CheckField
            key={project.id}
            label={projectLabel(project)}
            isChecked={chosenIds.has(project.id)}
            onChange={(isChosen) => change([project.id], isChosen)}
          />
        ))}
        {shown.length === 0 && <span>No project is called “{sought}”.</span>}
      </Rows>
    </Group>
  );
}

/** What to do in Procore so that a project is offered. */
export function MissingProject({ isOpen = false }: { isOpen?: boolean }) {
  return (
    <HelpDetails open={isOpen}>
      <summary>A project is missing?</summary>
      <ol>
        <li>In Procore, open the company’s Admin tool, then App Management.</li>
        <li>Choose Crosstie, then Permissions, and add the project under Permitted Projects.</li>
        <li>Save there, come back and reload this page.</li>
      </ol>
    </HelpDetails>
  );
}

function projectLabel({ number, name }: Project): string {
  return number ? `${number} · ${name}` : name;
}

const Rows = styled.div`
  display: flex;
  flex-direction: column;
  gap: 10px;
  max-height: 360px;
  overflow-y: auto;
  padding: 12px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
`;

const First = styled.div`
  padding-bottom: 10px;
  border-bottom: 1px solid ${theme.line};
`;
