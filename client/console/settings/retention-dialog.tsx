import type { Retention, RetentionCount } from "../../../server/api/contract.ts";
import { ActionButton, FinalButton } from "../../components/action-button.tsx";
import { plural } from "../../format.ts";
import { Dialog } from "../form/dialog.tsx";
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
  const erases = eraseAfterYears !== null;
  const Save = erases ? FinalButton : ActionButton;
  return (
    <Dialog
      title={erases ? "Erase archived activities each night?" : "Archive activities each night?"}
      width="sm"
      closeWord="Cancel"
      actions={
        <Save loading={isSaving} onClick={onSave}>
          Save retention
        </Save>
      }
      onClose={onClose}
    >
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
    </Dialog>
  );
}
