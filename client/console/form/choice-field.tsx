import { Select } from "@procore/core-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FieldFrame, describedBy } from "./field-frame.tsx";

interface ChoiceFieldProps {
  label: string;
  choices: { id: string; name: string }[];
  chosenId: string | null;
  onChoose: (id: string) => void;
  hint?: ReactNode;
  problem?: string | undefined;
  isDisabled?: boolean;
  placeholder?: string;
}

export function ChoiceField({
  label,
  choices,
  chosenId,
  onChoose,
  hint,
  problem,
  isDisabled = false,
  placeholder = "Choose one",
}: ChoiceFieldProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const chosen = choices.find((choice) => choice.id === chosenId);

  // core-react gives its list no name of its own.
  useEffect(() => {
    if (isOpen) list.current?.setAttribute("aria-labelledby", `${id}-label`);
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
        afterHide={() => setIsOpen(false)}
        onKeyDown={openByKey}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onSelect={(selection) => onChoose(String(selection.item))}
      >
        {choices.map((choice) => (
          <Select.Option key={choice.id} value={choice.id} selected={choice.id === chosenId}>
            {choice.name}
          </Select.Option>
        ))}
      </Select>
    </FieldFrame>
  );
}

/** core-react opens it by the down arrow alone, though it is announced as a button. */
function openByKey(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  event.currentTarget.click();
}
