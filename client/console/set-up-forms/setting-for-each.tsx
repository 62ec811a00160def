import { Button } from "@procore/core-react";
import { useEffect, useRef, useState } from "react";
import styled from "styled-components";
import type { Choice } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { formatReason } from "../../format.ts";
import { ChoiceField } from "../form/choice-field.tsx";
import { Group } from "../form/group.tsx";
import { choicesOf } from "./check-entered.ts";
import { DescribedField } from "./described-field.tsx";
import { holderWords } from "./settings-words.ts";
import { type HolderRow, type HolderRowsParts, useHolderRows } from "./use-holder-rows.ts";
import type { Holders } from "./use-holders.ts";

/** A value for some of the projects or cost types; what applies to all others stands above. */
export function SettingForEach(parts: HolderRowsParts) {
  const { field, per, offered, holders } = parts;
  const { rows, addable, add, change, fallback } = useHolderRows(parts);
  const [one, many] = holderWords[per];
  const [list, focusOn] = useFocusOnRow();
  const isChoiceOfNothing = field.input === "choice" && choicesOf(field, offered).length === 0;
  if (isChoiceOfNothing && rows.length === 0) return null;

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
        <AddField
          word={one}
          addable={addable}
          hint={`${fallback} applies to all others.`}
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

interface AddFieldProps {
  word: string;
  addable: Choice[];
  hint: string;
  onAdd: (id: string) => void;
}

/** Adds once its list has closed: the last one takes this field away, and the focus must not go with it. */
function AddField({ word, addable, hint, onAdd }: AddFieldProps) {
  const chosen = useRef<string | null>(null);
  return (
    <ChoiceField
      label={`Add a ${word}`}
      placeholder={`Choose a ${word}`}
      choices={addable}
      chosenId={null}
      hint={hint}
      onChoose={(id) => {
        chosen.current = id;
      }}
      onClosed={() => {
        if (chosen.current !== null) onAdd(chosen.current);
        chosen.current = null;
      }}
    />
  );
}

function hintOf(row: HolderRow, { field, per }: HolderRowsParts, fallback: string): string {
  const isChoice = field.input === "choice";
  const remedy = isChoice ? `Choose “${fallback}”` : "Empty it";
  if (row.isGone) {
    const where = per === "project" ? "the chosen projects" : "Procore’s cost types";
    return `Not among ${where}. ${remedy} to remove it.`;
  }
  return isChoice ? "" : `Empty: ${fallback}`;
}

/** What there is to say of those that could be added. */
function Reading({ holders, many, isEmpty }: { holders: Holders; many: string; isEmpty: boolean }) {
  const { known, error, retry } = holders;
  if (known) {
    const word = many === "projects" ? "No project is chosen." : `Procore has no ${many} here.`;
    return known.length === 0 && isEmpty ? <Quiet>{word}</Quiet> : null;
  }
  if (!error) return <Quiet role="status">Reading the {many} from Procore…</Quiet>;
  return (
    <Notice tone="warning">
      The {many} could not be read. {formatReason(error instanceof Error ? error.message : "")}{" "}
      <Button type="button" variant="tertiary" size="sm" onClick={retry}>
        Try again
      </Button>
    </Notice>
  );
}

const CONTROLS = "input, textarea, [tabindex='0']";

/**
 * Puts the focus on the row that was just added, once that is drawn. The list that it was chosen from
 * gives the focus back to its own button in the next frame: this comes after.
 */
function useFocusOnRow() {
  const list = useRef<HTMLUListElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (wanted === null) return;
    const frame = requestAnimationFrame(() => setTimeout(focus));
    function focus() {
      const row = list.current?.querySelector(`[data-holder="${CSS.escape(wanted ?? "")}"]`);
      row?.querySelector<HTMLElement>(CONTROLS)?.focus();
      setWanted(null);
    }
    return () => cancelAnimationFrame(frame);
  }, [wanted]);

  return [list, setWanted] as const;
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

const Quiet = styled.div`
  color: ${theme.quiet};
  line-height: 20px;
`;
