import { Button, Modal } from "@procore/core-react";
import { useId } from "react";
import type { BatchAction } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";

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
  const titleId = useId();
  return (
    <Modal
      open
      role="dialog"
      width="sm"
      howToClose={["x", "scrim"]}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <Modal.Header>
        <Modal.Heading id={titleId}>
          {word}: all {what}?
        </Modal.Heading>
      </Modal.Header>
      <Modal.Body>
        <p>{consequences[action]}</p>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <ActionButton onClick={onConfirm}>
            {word} {what}
          </ActionButton>
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}
