import styled from "styled-components";
import type { Installation } from "../../../server/api/contract.ts";
import { erpName } from "../erp.ts";
import { Defaults, SettingsForEach } from "../set-up-forms/settings-fields.tsx";
import { StillWanted } from "../set-up-forms/still-wanted.tsx";
import { NotConnected } from "./not-connected.tsx";
import { Section } from "./section.tsx";
import type { Choices } from "./use-choices.ts";

interface MappingsSectionProps {
  installation: Installation;
  choices: Choices;
}

export function MappingsSection({ installation, choices: { fields } }: MappingsSectionProps) {
  return (
    <Section title="Mappings">
      <StillWanted erp={erpName(installation)} unset={installation.connection?.unset ?? []} />
      {fields ? (
        <Groups>
          <Defaults {...fields} />
          <SettingsForEach {...fields} />
        </Groups>
      ) : (
        <NotConnected />
      )}
    </Section>
  );
}

const Groups = styled.div`
  display: flex;
  flex-direction: column;
  gap: 24px;
`;
