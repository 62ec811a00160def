import { Button } from "@procore/core-react";
import type { ReactNode } from "react";
import { exportEverything } from "../../api/company-data.ts";
import { Buttons } from "../form/buttons.tsx";
import { Outcome } from "../form/outcome.tsx";
import { useAct } from "../use-act.ts";

interface ExportEverythingProps {
  companyId: string;
  /** What else belongs into the row of buttons. */
  besides?: ReactNode;
}

export function ExportEverything({ companyId, besides }: ExportEverythingProps) {
  const exporting = useAct(async () => {
    await exportEverything(companyId);
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
        {besides}
      </Buttons>
    </>
  );
}
