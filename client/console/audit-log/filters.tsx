import styled from "styled-components";
import type { AuditPage } from "../../../server/api/contract.ts";
import { go } from "../address.ts";
import { ChoiceField } from "../form/choice-field.tsx";
import { DateField } from "../form/date-field.tsx";
import type { AuditAddress } from "./use-audit-log-page.ts";
import { actionWords, actorWords } from "./words.ts";

interface FiltersProps {
  audit: AuditAddress;
  people: AuditPage["people"];
}

const ANY = "";
const asChoices = (words: Record<string, string>) =>
  Object.entries(words).map(([id, name]) => ({ id, name }));

export function Filters({ audit: { by, action, from, to }, people }: FiltersProps) {
  const persons = people.map(({ userId, name, login }) => ({
    id: userId,
    name: `${name} (${login})`,
  }));
  return (
    <Row role="group" aria-label="Which entries">
      <ChoiceField
        label="Who"
        choices={[{ id: ANY, name: "Everyone" }, ...persons, ...asChoices(actorWords)]}
        chosenId={by ?? ANY}
        onChoose={(id) => go({ by: id || null }, true)}
      />
      <ChoiceField
        label="Action"
        choices={[{ id: ANY, name: "All actions" }, ...asChoices(actionWords)]}
        chosenId={action ?? ANY}
        onChoose={(id) => go({ action: id || null }, true)}
      />
      <DateField
        label="From"
        value={from ?? ""}
        onChange={(day) => go({ from: day || null }, true)}
      />
      <DateField label="To" value={to ?? ""} onChange={(day) => go({ to: day || null }, true)} />
    </Row>
  );
}

const Row = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 136px), 1fr));
  gap: 12px;
  max-width: 820px;
`;
