import { LinkButton } from "@procore/core-react";
import type { MouseEvent } from "react";
import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { goTo, hrefTo } from "../address.ts";
import { Buttons } from "../form/buttons.tsx";
import { openHere } from "../page-link.tsx";
import { AutomaticSync, ResourceTypes } from "../set-up-forms/settings-fields.tsx";
import { NotConnected } from "./not-connected.tsx";
import { Section } from "./section.tsx";
import { standingOf } from "./standing.ts";
import { TurningOn } from "./turning-on.tsx";
import type { Choices } from "./use-choices.ts";

interface SyncSectionProps {
  installation: Installation;
  /** Null: the reader may change nothing. */
  choices: Choices | null;
}

export function SyncSection({ installation, choices }: SyncSectionProps) {
  return (
    <Section title="Synchronization">
      {choices ? (
        <WhatSyncs installation={installation} choices={choices} />
      ) : (
        <p>{standingOf("synchronization", installation).text}</p>
      )}
      {installation.may.viewActivities && (
        <Buttons>
          <LinkButton
            role="link"
            variant="secondary"
            href={hrefTo("activities")}
            onClick={(event: MouseEvent) => openHere(event, () => goTo("activities"))}
          >
            View Synchronization Activities
          </LinkButton>
        </Buttons>
      )}
    </Section>
  );
}

function WhatSyncs({ installation, choices }: SyncSectionProps & { choices: Choices }) {
  const { fields, turningOn } = choices;
  if (!fields) return <NotConnected />;
  return (
    <Groups>
      <div>
        <AutomaticSync {...fields} />
        {turningOn && <TurningOn installation={installation} turningOn={turningOn} />}
      </div>
      <ResourceTypes {...fields} />
      <Note>Settings apply immediately to new changes.</Note>
    </Groups>
  );
}

const Groups = styled.div`
  display: flex;
  flex-direction: column;
  gap: 24px;
`;

const Note = styled.p`
  color: ${theme.quiet};
`;
