import { useState } from "react";
import { eraseEverything } from "../../api/company-data.ts";
import { FinalButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { erpName, erpOf } from "../erp.ts";
import { Dialog } from "../form/dialog.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { TextField } from "../form/text-field.tsx";
import type { SectionProps } from "../settings/section-props.ts";
import { useAct } from "../use-act.ts";

interface EraseDialogProps extends SectionProps {
  onClose(): void;
}

export function EraseDialog({ installation, accept, onClose }: EraseDialogProps) {
  const { company } = installation;
  const erp = erpName(installation);
  const [typed, setTyped] = useState("");
  const erasing = useAct(async () => accept(await eraseEverything(company.id, typed)));
  const isConfirmed = typed.trim() === company.name.trim();

  return (
    <Dialog
      title={`Erase everything of ${company.name}?`}
      width="sm"
      closeWord="Keep it"
      actions={
        <FinalButton
          disabled={!isConfirmed}
          loading={erasing.isRunning}
          onClick={() => void erasing.run()}
        >
          Erase everything
        </FinalButton>
      }
      onClose={onClose}
    >
      <FormStack as="div">
        <p>
          Crosstie is uninstalled, and all that it keeps of {company.name} is deleted for good:
          records, activities, payments, settings, credentials. Only that it was erased, when and by
          whom is kept. {erpOf(installation)?.credentials.revoking}
        </p>
        <p>
          Nothing is deleted in {erp} or Procore. A new installation would not know what was sent,
          and could send it again.
        </p>
        <TextField
          label={`Type ${company.name} to confirm`}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            erasing.reset();
          }}
        />
        {erasing.problem && <Notice tone="bad">{erasing.problem}</Notice>}
      </FormStack>
    </Dialog>
  );
}
