import { Filter } from "@procore/core-icons";
import { Button } from "@procore/core-react";
import { type ReactNode, useState } from "react";
import styled from "styled-components";
import type { ActivityChoices } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { go } from "../address.ts";
import { ChoiceField } from "../form/choice-field.tsx";
import { DateField } from "../form/date-field.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { SearchField, TypedField } from "./typed-field.tsx";
import { archivedChoices, type FilterName, type Filters, statusChoices } from "./use-filters.ts";

interface FilterBarProps {
  filters: Filters;
  choices: ActivityChoices | undefined;
  /** Beside the button. */
  children: ReactNode;
}

const ANY = "";
const set = (name: FilterName, value: string) => go({ [name]: value || null }, true);

/** What is looked for: a text, a panel with the rest, and a chip for each thing that was chosen. */
export function FilterBar({ filters, choices, children }: FilterBarProps) {
  const [isOpen, setOpen] = useState(false);
  const choice = (
    label: string,
    name: FilterName,
    any: string,
    list: ActivityChoices["types"] = [],
  ) => (
    <ChoiceField
      label={label}
      choices={[{ id: ANY, name: any }, ...list]}
      chosenId={filters[name] ?? ANY}
      onChoose={(id) => set(name, id)}
    />
  );
  return (
    <Bar role="search" aria-label="Filter activities">
      <Line>
        <SearchField value={filters.q ?? ""} onSettle={(text) => set("q", text.trim())} />
        <Button
          variant="secondary"
          icon={<Filter size="sm" />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Filters
        </Button>
        {children}
      </Line>
      {isOpen && (
        <Panel role="group" aria-label="Filters">
          {choice("Type", "type", "All types", choices?.types)}
          {choice("Project", "project", "All projects", choices?.projects)}
          {choice("Vendor", "vendor", "All vendors", choices?.vendors)}
          {choice("Status", "status", "All statuses", statusChoices)}
          {choice("Connection", "connection", "All connections", choices?.connections)}
          {choice("Archived", "archived", "Without archived ones", archivedChoices)}
          <TypedField
            label="Impact at least"
            value={filters.impact ?? ""}
            pattern={/^\d{1,13}(\.\d{1,2})?$/}
            problem="An amount, such as 10000 or 10000.50."
            onSettle={(amount) => set("impact", amount)}
          />
          <DateField label="From" value={filters.from ?? ""} onChange={(day) => set("from", day)} />
          <DateField label="To" value={filters.to ?? ""} onChange={(day) => set("to", day)} />
        </Panel>
      )}
      <FilterChips filters={filters} choices={choices} />
    </Bar>
  );
}

const Bar = styled.div`
  display: flex;
  flex-direction: column;
  gap: 12px;
`;

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
`;

const Panel = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 216px), 1fr));
  gap: 12px;
  padding: 16px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.wash};
`;
