import type { BatchAction } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Dialog } from "../form/dialog.tsx";

const consequences: Record<BatchAction, string> = {
  retry:
    "Each is sent as it is in Procore now. What has come since you looked is left out, and so is what you may not send: you will see which, and why.",
  acknowledge:
    "They leave the bell for everyone in the company, and stay in the list until they are mended. One that fails anew rings again.",
  archive:
    "They leave the lists for everyone in the company. The filter ‘Archived’ shows them, and exports can have them.",
  bring_back:
    "They stand in the lists again for everyone in the company. Where Retention in Settings archives by age, the next night takes those that are old enough away again.",
};

interface ConfirmBatchProps {
  word: string;
  /** `1,284 records`. */
  what: string;
  action: BatchAction;
  onConfirm(): void;
  onClose(): void;
}

/** Asked only for everything that matches: most of it is not in sight. */
export function ConfirmBatch({ word, what, action, onConfirm, onClose }: ConfirmBatchProps) {
  return (
    <Dialog
      title={`${word}: all ${what}?`}
      width="sm"
      closeWord="Cancel"
      actions={
        <ActionButton onClick={onConfirm}>
          {word} {what}
        </ActionButton>
      }
      onClose={onClose}
    >
      <p>{consequences[action]}</p>
    </Dialog>
  );
}
