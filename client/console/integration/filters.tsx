import { Button, Input } from "@procore/core-react";
import { useEffect, useId, useState } from "react";
import styled from "styled-components";
import type { Installation, RecordGrid, RecordVersion } from "../../../server/api/contract.ts";
import { go } from "../address.ts";
import { erpName } from "../erp.ts";
import { ChoiceField } from "../form/choice-field.tsx";
import { DateField } from "../form/date-field.tsx";
import { FieldFrame } from "../form/field-frame.tsx";
import { useNarrow } from "../use-narrow.ts";
import { filterNames, type RecordAddress } from "./use-integration-page.ts";

interface FiltersProps {
  filter: RecordAddress;
  installation: Installation;
  grid: RecordGrid | undefined;
}

const ANY = "";
const GROUPS = [
  { id: ANY, name: "All data" },
  { id: "finance", name: "Finance" },
  { id: "master", name: "Master data" },
];

/** On a narrow screen they are folded up: the records come first. */
export function Filters(props: FiltersProps) {
  const chosen = filterNames.filter((name) => name !== "status" && props.filter[name] !== null);
  if (!useNarrow()) return <Fields {...props} />;
  return (
    <Disclosure>
      <summary>Filters{chosen.length > 0 && ` (${chosen.length})`}</summary>
      <Fields {...props} />
    </Disclosure>
  );
}

function Fields({ filter, installation, grid }: FiltersProps) {
  const erp = erpName(installation);
  const versions: { id: RecordVersion | typeof ANY; name: string }[] = [
    { id: ANY, name: "Any version" },
    { id: "newest", name: `${erp} has the newest` },
    { id: "older", name: `${erp} has an older one` },
    { id: "none", name: `Not in ${erp}` },
  ];
  const choose = (name: keyof RecordAddress) => (id: string) => go({ [name]: id || null }, true);
  const isFiltered = filterNames.some((name) => name !== "status" && filter[name] !== null);
  return (
    <Row role="group" aria-label="Which records">
      <Typed label="Key" name="key" value={filter.key} placeholder="ID or number" />
      <Typed label="Name" name="name" value={filter.name} placeholder="Number or title" />
      <ChoiceField
        label="Data"
        choices={GROUPS}
        chosenId={filter.group ?? ANY}
        onChoose={choose("group")}
      />
      <ChoiceField
        label="Type"
        choices={[{ id: ANY, name: "All types" }, ...(grid?.types ?? [])]}
        chosenId={filter.type ?? ANY}
        onChoose={choose("type")}
      />
      <ChoiceField
        label="Version"
        choices={versions}
        chosenId={filter.version ?? ANY}
        onChoose={choose("version")}
      />
      <ChoiceField
        label="Project"
        choices={[{ id: ANY, name: "All projects" }, ...installation.projects]}
        chosenId={filter.project ?? ANY}
        onChoose={choose("project")}
      />
      <ChoiceField
        label="Connection"
        choices={[{ id: ANY, name: "All connections" }, ...(grid?.connections ?? [])]}
        chosenId={filter.connection ?? ANY}
        onChoose={choose("connection")}
      />
      <DateField label="Synced from" value={filter.from ?? ""} onChange={choose("from")} />
      <DateField label="Synced to" value={filter.to ?? ""} onChange={choose("to")} />
      {isFiltered && (
        <Clear>
          <Button
            variant="tertiary"
            size="sm"
            onClick={() =>
              go(
                Object.fromEntries(
                  filterNames.filter((name) => name !== "status").map((name) => [name, null]),
                ),
                true,
              )
            }
          >
            Clear filters
          </Button>
        </Clear>
      )}
    </Row>
  );
}

const TYPED_OUT_MS = 300;

interface TypedProps {
  label: string;
  name: "key" | "name";
  value: string | null;
  placeholder: string;
}

/** Goes into the address once nothing is typed any more. */
function Typed({ label, name, value, placeholder }: TypedProps) {
  const id = useId();
  const [draft, setDraft] = useState(value ?? "");
  const [sent, setSent] = useState(value);
  if (sent !== value) {
    setSent(value);
    setDraft(value ?? "");
  }
  useEffect(() => {
    const wanted = draft.trim() || null;
    if (wanted === value) return;
    const timer = setTimeout(() => {
      setSent(wanted);
      go({ [name]: wanted }, true);
    }, TYPED_OUT_MS);
    return () => clearTimeout(timer);
  }, [draft, name, value]);
  return (
    <FieldFrame id={id} label={label}>
      <Input
        id={id}
        value={draft}
        placeholder={placeholder}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        style={{ width: "100%" }}
      />
    </FieldFrame>
  );
}

const Row = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 150px), 1fr));
  gap: 12px;
  align-items: end;

  @media (max-width: 767px) {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
`;

const Disclosure = styled.details`
  summary {
    font-weight: 600;
    cursor: pointer;
  }

  &[open] summary {
    margin-bottom: 8px;
  }
`;

const Clear = styled.div`
  padding-bottom: 2px;
`;
