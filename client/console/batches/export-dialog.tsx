import { useState } from "react";
import styled from "styled-components";
import type { ActivityChoices, ActivityColumn, ActivityTab } from "../../../server/api/contract.ts";
import { type ActivityExport, fetchActivities } from "../../api/batches.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { useAnnounce } from "../../components/announcer.tsx";
import { Notice } from "../../components/notice.tsx";
import {
  asRequest,
  describeFilter,
  type FilterName,
  type Filters,
} from "../activities/use-filters.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceField } from "../form/choice-field.tsx";
import { DateField } from "../form/date-field.tsx";
import { Dialog } from "../form/dialog.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { Group } from "../form/group.tsx";
import { saveFile } from "../save-file.ts";
import { useAct } from "../use-act.ts";
import { columnWords } from "./column-words.ts";

interface ExportDialogProps {
  companyId: string;
  /** The open one, with its name. */
  tab: { id: ActivityTab; word: string };
  filters: Filters;
  choices: ActivityChoices | undefined;
  onClose(): void;
}

const FORMATS = [
  { id: "xlsx", name: "Excel (.xlsx)" },
  { id: "csv", name: "CSV" },
];
const ALL = "all";
const columns = Object.keys(columnWords) as ActivityColumn[];

export function ExportDialog({ companyId, tab, filters, choices, onClose }: ExportDialogProps) {
  const announce = useAnnounce();
  const [format, setFormat] = useState<ActivityExport["format"]>("xlsx");
  const [which, setWhich] = useState<string>(tab.id);
  const { archived = "too", from = "", to = "", ...others } = filters;
  const [days, setDays] = useState({ from, to });
  const [hasArchived, setHasArchived] = useState(filters.archived !== undefined);
  const [chosen, setChosen] = useState<ReadonlySet<ActivityColumn>>(new Set(columns));
  const exporting = useAct(async () => {
    const file = await fetchActivities(companyId, {
      tab: which === ALL ? null : tab.id,
      format,
      columns: columns.filter((column) => chosen.has(column)),
      filter: asRequest({ ...others, ...days, ...(hasArchived && { archived }) }),
    });
    saveFile(file);
    announce(`Exported to ${file.name}.`);
    onClose();
  });
  const filterWords = Object.entries(others).map(([name, value]) =>
    describeFilter(name as FilterName, value, choices),
  );
  const toggle = (column: ActivityColumn, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(column);
    else next.delete(column);
    setChosen(next);
  };

  return (
    <Dialog
      title="Export activities"
      onClose={onClose}
      closeWord="Cancel"
      actions={
        <ActionButton
          loading={exporting.isRunning}
          disabled={chosen.size === 0}
          onClick={() => void exporting.run()}
        >
          Export
        </ActionButton>
      }
    >
      <FormStack as="div">
        <Two>
          <ChoiceField
            label="Format"
            choices={FORMATS}
            chosenId={format}
            onChoose={(id) => setFormat(id as ActivityExport["format"])}
          />
          <ChoiceField
            label="Activities"
            choices={[
              { id: tab.id, name: `${tab.word} only` },
              { id: ALL, name: "Pending, failed and completed" },
            ]}
            chosenId={which}
            onChoose={setWhich}
            hint={filterWords.length > 0 && `As filtered: ${filterWords.join(" · ")}.`}
          />
          <DateField
            label="From"
            value={days.from}
            onChange={(day) => setDays({ ...days, from: day })}
          />
          <DateField label="To" value={days.to} onChange={(day) => setDays({ ...days, to: day })} />
        </Two>
        <CheckField
          label="Archived activities too"
          isChecked={hasArchived}
          onChange={setHasArchived}
        />
        <Group
          legend="Columns"
          problem={chosen.size === 0 ? "Choose at least one column." : undefined}
        >
          <Columns>
            {columns.map((column) => (
              <CheckField
                key={column}
                label={columnWords[column]}
                isChecked={chosen.has(column)}
                onChange={(isOn) => toggle(column, isOn)}
              />
            ))}
          </Columns>
        </Group>
        {exporting.problem && <Notice tone="bad">Not exported. {exporting.problem}</Notice>}
      </FormStack>
    </Dialog>
  );
}

const Two = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
  gap: 16px;
`;

const Columns = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(180px, 1fr));
  gap: 8px 16px;
`;
