import { Button } from "@procore/core-react";
import { useState } from "react";
import styled from "styled-components";
import type { Installation, Retention } from "../../../server/api/contract.ts";
import { countRetention, useRetention } from "../../api/retention.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Outline } from "../../components/outline.tsx";
import { formatSentence, plural } from "../../format.ts";
import { Buttons } from "../form/buttons.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { Outcome } from "../form/outcome.tsx";
import { Failed } from "../states/failed.tsx";
import { useAct } from "../use-act.ts";
import { RetentionDialog } from "./retention-dialog.tsx";
import { Section } from "./section.tsx";

const NEVER = "never";
const MONTHS = [3, 6, 12, 18, 24, 36];
const YEARS = [1, 2, 3, 5, 7, 10];

/** How long activities stay in the lists, and archived ones at all. */
export function RetentionSection({ installation }: { installation: Installation }) {
  const { id } = installation.company;
  const { retention, error, isLoading, refresh, save } = useRetention(id);
  if (retention) {
    return (
      <Section title="Retention">
        <p>
          Archived activities leave the lists. They stay in the history of their record, the filter
          ‘Archived’ on the Activities page shows them, and exports can have them. What waits or has
          failed is never archived, and never erased.
        </p>
        {installation.may.changeSettings ? (
          <Fields key={id} companyId={id} kept={retention} save={save} />
        ) : (
          <AsItIs retention={retention} />
        )}
      </Section>
    );
  }
  return (
    <Section title="Retention">
      {error ? (
        <Failed error={error} onRetry={() => void refresh()} isRetrying={isLoading} />
      ) : (
        <Outline label="Reading how long activities are kept" rows={2} />
      )}
    </Section>
  );
}

function AsItIs({
  retention: { archiveAfterMonths: months, eraseAfterYears: years },
}: {
  retention: Retention;
}) {
  return (
    <p>
      Completed activities are{" "}
      {months === null ? "never archived" : `archived after ${plural(months, "month")}`}; archived
      ones are {years === null ? "never erased" : `erased after ${plural(years, "year")}`}.
    </p>
  );
}

interface FieldsProps {
  companyId: string;
  kept: Retention;
  save(retention: Retention): Promise<void>;
}

function Fields({ companyId, kept, save }: FieldsProps) {
  const [draft, setDraft] = useState(kept);
  const { archiveAfterMonths, eraseAfterYears } = draft;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(kept);
  const counting = useAct(() => countRetention(companyId, draft));
  const saving = useAct(async () => {
    await save(draft);
    counting.reset();
    return true;
  });
  const change = (changes: Partial<Retention>) => {
    saving.reset();
    setDraft({ ...draft, ...changes });
  };
  /** Looks first at what would go. */
  const ask = async () => {
    const isNothingNew = archiveAfterMonths === null && eraseAfterYears === null;
    if (isNothingNew) await saving.run();
    else await counting.run();
  };
  const problem = counting.problem ?? saving.problem;

  return (
    <>
      <Two>
        <ChoiceField
          label="Archive completed activities"
          choices={choicesOf(MONTHS, archiveAfterMonths, (count) => plural(count, "month"))}
          chosenId={idOf(archiveAfterMonths)}
          onChoose={(id) => change({ archiveAfterMonths: valueOf(id) })}
          hint="Counted from when they were synced."
        />
        <ChoiceField
          label="Erase archived activities"
          choices={choicesOf(YEARS, eraseAfterYears, (count) => plural(count, "year"))}
          chosenId={idOf(eraseAfterYears)}
          onChoose={(id) => change({ eraseAfterYears: valueOf(id) })}
          hint="Counted from when they were archived. The audit log says how many."
        />
      </Two>
      {saving.answer && (
        <Outcome isGood title="Saved" text="It is kept each night, from the next one on." />
      )}
      {problem && <Notice tone="bad">Not saved. {formatSentence(problem)}</Notice>}
      {isChanged && (
        <Buttons>
          <ActionButton loading={counting.isRunning || saving.isRunning} onClick={() => void ask()}>
            Save retention
          </ActionButton>
          <Button variant="tertiary" onClick={() => change(kept)}>
            Discard
          </Button>
        </Buttons>
      )}
      {counting.answer && (
        <RetentionDialog
          retention={draft}
          count={counting.answer}
          isSaving={saving.isRunning}
          onSave={() => void saving.run()}
          onClose={counting.reset}
        />
      )}
    </>
  );
}

const idOf = (value: number | null): string => (value === null ? NEVER : String(value));
const valueOf = (id: string): number | null => (id === NEVER ? null : Number(id));

/** With what is set now, whatever that is. */
function choicesOf(offered: number[], now: number | null, word: (count: number) => string) {
  const all = new Set([...offered, ...(now === null ? [] : [now])]);
  return [
    { id: NEVER, name: "Never" },
    ...[...all]
      .toSorted((a, b) => a - b)
      .map((one) => ({ id: String(one), name: `After ${word(one)}` })),
  ];
}

const Two = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
  gap: 16px;
  max-width: 720px;
`;
