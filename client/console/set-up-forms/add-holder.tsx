import { useRef } from "react";
import type { Choice } from "../../../server/api/contract.ts";
import { ChoiceField } from "../form/choice-field.tsx";

interface AddHolderProps {
  word: string;
  addable: Choice[];
  hint: string | undefined;
  onAdd(id: string): void;
}

/** Adds once its list has closed: the last one takes this field away, and the focus must not go with it. */
export function AddHolder({ word, addable, hint, onAdd }: AddHolderProps) {
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
