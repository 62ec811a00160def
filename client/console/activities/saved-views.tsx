import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { ActivityTab, ActivityView } from "../../../server/api/contract.ts";
import { Notice } from "../../components/notice.tsx";
import { theme } from "../../components/theme.ts";
import { formatSentence } from "../../format.ts";
import { TextField } from "../form/text-field.tsx";
import type { Filters } from "./use-filters.ts";
import { isShown, useViews } from "./use-views.ts";

interface SavedViewsProps {
  companyId: string;
  tab: ActivityTab | null;
  filters: Filters;
}

type Asked = "save" | "rename" | "delete" | null;

/** The reader's own views, one press away; what is filtered now may become one. */
export function SavedViews({ companyId, tab, filters }: SavedViewsProps) {
  const { views, open, save, rename, remove, reset, isRunning, problem } = useViews(companyId);
  const [asked, setAsked] = useState<Asked>(null);
  const current = views.find((view) => isShown(view, tab, filters));
  const isFiltered = Object.keys(filters).length > 0;
  const ask = (what: Asked) => {
    reset();
    setAsked(what);
  };
  const close = (isDone: boolean) => isDone && setAsked(null);
  if (views.length === 0 && !isFiltered) return null;
  return (
    <Whole role="group" aria-label="Saved views">
      <Line>
        {views.map((view) => (
          <Button
            key={view.id}
            size="sm"
            variant={view === current ? "secondary" : "tertiary"}
            aria-pressed={view === current}
            onClick={() => open(view)}
          >
            {view.name}
          </Button>
        ))}
        {!current && isFiltered && (
          <Button size="sm" variant="secondary" onClick={() => ask("save")}>
            Save view
          </Button>
        )}
        {current && (
          <>
            <Button size="sm" variant="tertiary" onClick={() => ask("rename")}>
              Rename view
            </Button>
            <Button size="sm" variant="tertiary" onClick={() => ask("delete")}>
              Delete view
            </Button>
          </>
        )}
      </Line>
      {problem && <Notice tone="bad">{formatSentence(problem)}</Notice>}
      {asked === "save" && tab && !current && (
        <NameForm
          word="Save view"
          first=""
          isRunning={isRunning}
          onCancel={() => ask(null)}
          onName={async (name) => close(await save(name, tab, filters))}
        />
      )}
      {asked === "rename" && current && (
        <NameForm
          word="Rename view"
          first={current.name}
          isRunning={isRunning}
          onCancel={() => ask(null)}
          onName={async (name) => close(await rename(current, name))}
        />
      )}
      {asked === "delete" && current && (
        <Confirm
          view={current}
          isRunning={isRunning}
          onCancel={() => ask(null)}
          onConfirm={async () => close(await remove(current))}
        />
      )}
    </Whole>
  );
}

interface NameFormProps {
  word: string;
  first: string;
  isRunning: boolean;
  onCancel(): void;
  onName(name: string): void;
}

function NameForm({ word, first, isRunning, onCancel, onName }: NameFormProps) {
  const [name, setName] = useState(first);
  const isNamed = name.trim() !== "";
  return (
    <Form
      aria-label={word}
      onSubmit={(event) => {
        event.preventDefault();
        if (isNamed) onName(name.trim());
      }}
    >
      <TextField
        label="Name of the view"
        value={name}
        onChange={(text) => setName(text.slice(0, 80))}
      />
      <Button type="submit" variant="secondary" disabled={!isNamed} loading={isRunning}>
        {word}
      </Button>
      <Button variant="tertiary" onClick={onCancel}>
        Cancel
      </Button>
    </Form>
  );
}

interface ConfirmProps {
  view: ActivityView;
  isRunning: boolean;
  onCancel(): void;
  onConfirm(): void;
}

function Confirm({ view, isRunning, onCancel, onConfirm }: ConfirmProps) {
  return (
    <Form as="div">
      <p>Delete the view “{view.name}”? What it shows stays.</p>
      <Button variant="secondary" loading={isRunning} onClick={onConfirm}>
        Delete
      </Button>
      <Button variant="tertiary" onClick={onCancel}>
        Cancel
      </Button>
    </Form>
  );
}

const Whole = styled.div`
  display: flex;
  flex-direction: column;
  gap: 8px;
`;

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 8px;
`;

const Form = styled.form`
  display: flex;
  flex-wrap: wrap;
  align-items: flex-end;
  gap: 8px;
  padding: 12px;
  border: 1px solid ${theme.line};
  border-radius: 4px;
  background: ${theme.wash};
`;
