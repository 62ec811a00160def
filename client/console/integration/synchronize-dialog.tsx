import type { GridRecord } from "../../../server/api/contract.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { plural } from "../../format.ts";
import { Dialog } from "../form/dialog.tsx";

interface SynchronizeDialogProps {
  records: GridRecord[];
  onClose(): void;
  onSure(): void;
}

/** What was written to the books is not taken back: it is asked for twice. */
export function SynchronizeDialog({ records, onClose, onSure }: SynchronizeDialogProps) {
  const differing = records.filter(({ status }) => status === "desynchronized");
  const first = records.filter(({ status }) => status === "not_integrated");
  const system = records.find(({ counterpart }) => counterpart)?.counterpart?.system ?? "the ERP";
  return (
    <Dialog
      title={`Synchronize ${plural(records.length, "record")}?`}
      onClose={onClose}
      actions={<ActionButton onClick={onSure}>Synchronize</ActionButton>}
    >
      {differing.length > 0 && (
        <p>
          {plural(differing.length, "record differs", "records differ")}: Procore’s values replace
          those that Crosstie wrote to {system} before. To keep the values of {system} instead,
          close this and open the comparison of a record.
        </p>
      )}
      {first.length > 0 && (
        <p>
          {plural(first.length, "record was", "records were")} never sent. Where accounting has
          entered the same by hand, it would stand in the books twice: look there first.
        </p>
      )}
      <p>What is written to the books cannot be taken back from here.</p>
    </Dialog>
  );
}
