import { Clear } from "@procore/core-icons";
import { Button, colors } from "@procore/core-react";
import styled from "styled-components";
import type { ActivityChoices } from "../../../server/api/contract.ts";
import { theme } from "../../components/theme.ts";
import { go } from "../address.ts";
import { describeFilter, type FilterName, type Filters, noFilters } from "./use-filters.ts";

interface FilterChipsProps {
  filters: Filters;
  choices: ActivityChoices | undefined;
}

/** What is filtered by, each with a way out of it. */
export function FilterChips({ filters, choices }: FilterChipsProps) {
  const chosen = Object.entries(filters) as [FilterName, string][];
  if (chosen.length === 0) return null;
  return (
    <List aria-label="Filtered by">
      {chosen.map(([name, value]) => {
        const words = describeFilter(name, value, choices);
        return (
          <li key={name}>
            <Chip
              type="button"
              aria-label={`${words}: remove this filter`}
              onClick={() => go({ [name]: null }, true)}
            >
              {words}
              <Clear size="sm" />
            </Chip>
          </li>
        );
      })}
      <li>
        <Button variant="tertiary" size="sm" onClick={() => go(noFilters, true)}>
          Clear filters
        </Button>
      </li>
    </List>
  );
}

const List = styled.ul`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;

  li {
    max-width: 100%;
  }
`;

const Chip = styled.button`
  display: flex;
  align-items: center;
  gap: 4px;
  max-width: 100%;
  min-height: 28px;
  padding: 2px 6px 2px 10px;
  border: 1px solid ${colors.blue85};
  border-radius: 14px;
  background: ${colors.blue96};
  color: ${theme.text};
  font: inherit;
  font-size: 13px;
  line-height: 18px;
  text-align: left;
  overflow-wrap: anywhere;
  cursor: pointer;

  svg {
    flex: none;
    width: 14px;
    height: 14px;
  }
`;
