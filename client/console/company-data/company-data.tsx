import { Button } from "@procore/core-react";
import { useState } from "react";
import { exportEverything } from "../../api/company-data.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import type { SectionProps } from "../settings/section-props.ts";
import { useAct } from "../use-act.ts";
import { EraseDialog } from "./erase-dialog.tsx";

/** What an administrator may do with all that Crosstie keeps of the company. */
export function CompanyData({ installation, accept }: SectionProps) {
  const [isAsking, setIsAsking] = useState(false);
  const exporting = useAct(async () => {
    await exportEverything(installation.company.id);
    return true;
  });

  return (
    <>
      {exporting.answer && (
        <Outcome isGood title="Exported" text="The file is in your downloads." />
      )}
      {exporting.problem && (
        <Outcome isGood={false} title="Not exported" text={exporting.problem} />
      )}
      <Buttons>
        <Button
          variant="secondary"
          loading={exporting.isRunning}
          onClick={() => void exporting.run()}
        >
          Export everything
        </Button>
        <Button variant="secondary" onClick={() => setIsAsking(true)}>
          Erase everything…
        </Button>
      </Buttons>
      {isAsking && (
        <EraseDialog
          installation={installation}
          accept={accept}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
}
