import { Button } from "@procore/core-react";
import styled from "styled-components";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { formatSentence } from "../../format.ts";
import { Group } from "../form/group.tsx";
import { AddHolder } from "./add-holder.tsx";
import { choicesOf } from "./check-entered.ts";
import { DescribedField } from "./described-field.tsx";
import { holderWords } from "./settings-words.ts";
import { useFocusOnRow } from "./use-focus-on-row.ts";
import {
  fallbackWords,
  type HolderRow,
  type HolderRowsParts,
  useHolderRows,
} from "./use-holder-rows.ts";
import type { Holders } from "./use-holders.ts";

/** A value for some of the projects or cost types; what applies to all others stands above. */
export function SettingForEach(parts: HolderRowsParts) {
  const { field, per, offered, holders } = parts;
  const { rows, addable, add, change } = useHolderRows(parts);
  const fallback = fallbackWords(parts);
  const [one, many] = holderWords[per];
  const [list, focusOn] = useFocusOnRow();
  const isChoiceOfNothing = field.input === "choice" && choicesOf(field, offered).length === 0;
  const hasNone = per === "custom_field" && addable.length === 0;
  if ((isChoiceOfNothing || hasNone) && rows.length === 0) return null;

  return (
    <Group legend={field.label} advice={field.help}>
      {rows.length > 0 && (
        <Rows ref={list}>
          {rows.map((row) => (
            <li key={row.id} data-holder={row.id}>
              <DescribedField
                field={{
                  ...field,
                  label: row.name,
                  help: hintOf(row, parts, fallback),
                  needed: null,
                }}
                choices={row.choices}
                value={row.value}
                problem={row.problem}
                onChange={(value) => change(row.id, value)}
              />
            </li>
          ))}
        </Rows>
      )}
      {addable.length > 0 && !isChoiceOfNothing && (
        <AddHolder
          word={one}
          addable={addable}
          hint={field.insteadOf ? `${fallback} applies to all others.` : undefined}
          onAdd={(id) => {
            add(id);
            focusOn(id);
          }}
        />
      )}
      <Reading holders={holders} many={many} isEmpty={rows.length === 0} />
    </Group>
  );
}

const wholes = {
  project: "the chosen projects",
  cost_type: "Procore’s cost types",
  custom_field: "the custom fields of the account",
};

function hintOf(row: HolderRow, { field, per }: HolderRowsParts, fallback: string): string {
  const isChoice = field.input === "choice";
  const remedy = isChoice ? `Choose “${fallback}”` : "Empty it";
  if (row.isGone && row.value === "") return "Has no value of its own any more.";
  if (row.isGone) {
    return `Not among ${wholes[per]}. ${remedy} to remove it.`;
  }
  return isChoice || !field.insteadOf ? "" : `Empty: ${fallback}`;
}

/** What there is to say of those that could be added. */
function Reading({ holders, many, isEmpty }: { holders: Holders; many: string; isEmpty: boolean }) {
  const { known, error, retry } = holders;
  if (known) {
    const word = many === "projects" ? "No project is chosen." : `Procore has no ${many} here.`;
    return known.length === 0 && isEmpty ? <Remark>{word}</Remark> : null;
  }
  if (!error) return <Remark role="status">Reading the {many} from Procore…</Remark>;
  return (
    <Notice tone="warning">
      <p>
        The {many} could not be read, so none can be added now.{" "}
        {error instanceof Error && formatSentence(error.message)}
      </p>
      <Button type="button" variant="secondary" size="sm" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}

const Rows = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
  gap: 12px 16px;
  margin: 0;
  padding: 0;
  list-style: none;

  > li {
    min-width: 0;
  }
`;

const Remark = styled.div`
  color: ${theme.quiet};
  line-height: 20px;
`;
