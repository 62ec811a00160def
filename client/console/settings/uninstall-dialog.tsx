import { uninstall } from "../../api/installation.ts";
import { FinalButton } from "../../components/action-button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Kept } from "../company-data/what-is-left.tsx";
import { erpName, erpOf } from "../erp.ts";
import { Dialog } from "../form/dialog.tsx";
import { FormStack } from "../form/form-stack.tsx";
import { useAct } from "../use-act.ts";
import type { SectionProps } from "./section-props.ts";

interface UninstallDialogProps extends SectionProps {
  onClose(): void;
}

export function UninstallDialog({ installation, accept, onClose }: UninstallDialogProps) {
  const erp = erpName(installation);
  const removing = useAct(async () => {
    await uninstall(installation.company.id);
    accept({ ...installation, status: "uninstalled" });
  });

  return (
    <Dialog
      title={`Uninstall Crosstie from ${installation.company.name}?`}
      width="sm"
      closeWord="Keep it"
      actions={
        <FinalButton loading={removing.isRunning} onClick={() => void removing.run()}>
          Uninstall
        </FinalButton>
      }
      onClose={onClose}
    >
      <FormStack as="div">
        <p>
          Its webhooks are removed from Procore, it reads and writes nothing more there or in {erp},
          and what still waits is not sent. Nothing is deleted in {erp} or Procore.
        </p>
        <p>
          The credentials of {erp} and the webhook secrets are destroyed at once.{" "}
          {erpOf(installation)?.credentials.revoking}
        </p>
        <p>
          <Kept />
        </p>
        {removing.problem && <Notice tone="bad">Not uninstalled. {removing.problem}</Notice>}
      </FormStack>
    </Dialog>
  );
}
