import { Select } from "@procore/core-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FieldFrame, describedBy } from "./field-frame.tsx";

interface ChoiceFieldProps {
  label: string;
  choices: { id: string; name: string }[];
  chosenId: string | null;
  onChoose(id: string): void;
  /** The list is about to go, and the focus back to the button. */
  onClosed?(): void;
  hint?: ReactNode;
  problem?: string | undefined;
  isDisabled?: boolean;
  placeholder?: string;
}

const SEARCH_FROM = 11;
/** More are slow to draw and to read: the others are found by typing. */
const MOST_SHOWN = 100;

export function ChoiceField({
  label,
  choices,
  chosenId,
  onChoose,
  onClosed,
  hint: said,
  problem,
  isDisabled = false,
  placeholder = "Choose one",
}: ChoiceFieldProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [sought, setSought] = useState("");
  const isLong = choices.length >= SEARCH_FROM;
  const shown = choices
    .filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()))
    .slice(0, MOST_SHOWN);
  const isCut = choices.length > MOST_SHOWN;
  const hint = isCut ? (
    <>
      {said} Type to find one of {choices.length}.
    </>
  ) : (
    said
  );
  const chosen = choices.find((choice) => choice.id === chosenId);

  useEffect(() => {
    if (isOpen && list.current) nameParts(list.current, `${id}-label`);
  }, [isOpen, id]);

  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <Select
        id={id}
        block
        aria-labelledby={`${id}-label ${id}`}
        aria-describedby={describedBy(id, hint, problem)}
        disabled={isDisabled}
        error={Boolean(problem)}
        label={chosen?.name ?? ""}
        placeholder={placeholder}
        optionsRef={list}
        afterShow={() => setIsOpen(true)}
        afterHide={() => {
          setIsOpen(false);
          onClosed?.();
        }}
        onKeyDown={openByKey}
        {...(isLong && { onSearch: (event) => setSought(event.target.value) })}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onSelect={(selection) => onChoose(String(selection.item))}
      >
        {shown.map((choice) => (
          <Select.Option key={choice.id} value={choice.id} selected={choice.id === chosenId}>
            {choice.name}
          </Select.Option>
        ))}
      </Select>
    </FieldFrame>
  );
}

/** core-react gives neither its list a name of its own, nor the field that searches it one, or a role. */
function nameParts(list: HTMLElement, labelId: string) {
  list.setAttribute("aria-labelledby", labelId);
  const search = document.querySelector(`input[aria-controls="${list.id}"]`);
  search?.setAttribute("aria-labelledby", labelId);
  search?.setAttribute("role", "combobox");
  search?.setAttribute("aria-expanded", "true");
  search?.setAttribute("aria-autocomplete", "list");
}

/** core-react opens it by the down arrow alone, though it is announced as a button. */
function openByKey(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.currentTarget.click();
}
