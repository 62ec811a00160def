import { ActionButton } from "../../components/action-button.tsx";
import type { AskedFirst } from "../../components/asked-first.ts";
import { Dialog } from "./dialog.tsx";

interface AskFirstProps {
  /** Null: nothing is asked. */
  asked: AskedFirst | null;
  onClose(): void;
}

export function AskFirst({ asked, onClose }: AskFirstProps) {
  if (!asked) return null;
  const { title, says, word, act } = asked;
  return (
    <Dialog
      title={title}
      width="sm"
      closeWord="Cancel"
      actions={
        <ActionButton
          onClick={() => {
            onClose();
            act();
          }}
        >
          {word}
        </ActionButton>
      }
      onClose={onClose}
    >
      {says.map((one) => (
        <p key={one}>{one}</p>
      ))}
    </Dialog>
  );
}
