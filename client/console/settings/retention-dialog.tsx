import { Button, Modal } from "@procore/core-react";
import { useId } from "react";
import type { Retention, RetentionCount } from "../../../server/api/contract.ts";
import { ActionButton, FinalButton } from "../../components/action-button.tsx";
import { plural } from "../../format.ts";
import { FormStack } from "../form/form-stack.tsx";

interface RetentionDialogProps {
  retention: Retention;
  count: RetentionCount;
  isSaving: boolean;
  onSave(): void;
  onClose(): void;
}

const activities = (count: number) => plural(count, "activity", "activities");

/** Says what goes in the next night; what is erased cannot be had back. */
export function RetentionDialog({
  retention: { archiveAfterMonths, eraseAfterYears },
  count: { toArchive, toErase },
  isSaving,
  onSave,
  onClose,
}: RetentionDialogProps) {
  const titleId = useId();
  const erases = eraseAfterYears !== null;
  const Save = erases ? FinalButton : ActionButton;
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
          {erases ? "Erase archived activities each night?" : "Archive activities each night?"}
        </Modal.Heading>
      </Modal.Header>
      <Modal.Body>
        <FormStack as="div">
          {archiveAfterMonths !== null && (
            <p>
              In the next night {activities(toArchive)} will be archived: completed more than{" "}
              {plural(archiveAfterMonths, "month")} ago.
            </p>
          )}
          {erases && (
            <p>
              <strong>
                In the next night {activities(toErase)} will be erased for good: archived more than{" "}
                {plural(eraseAfterYears, "year")} ago.
              </strong>{" "}
              Nothing is erased in Procore or the ERP. Export them first if you need them.
            </p>
          )}
        </FormStack>
      </Modal.Body>
      <Modal.Footer>
        <Modal.FooterButtons>
          <Button variant="tertiary" onClick={onClose}>
            Cancel
          </Button>
          <Save loading={isSaving} onClick={onSave}>
            Save retention
          </Save>
        </Modal.FooterButtons>
      </Modal.Footer>
    </Modal>
  );
}
