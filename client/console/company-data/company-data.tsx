import { Button } from "@procore/core-react";
import { useState } from "react";
import type { SectionProps } from "../settings/section-props.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { ExportEverything } from "./export-everything.tsx";

/** What an administrator may do with all that Crosstie keeps of a company that it has left. */
export function CompanyData({ installation, accept }: SectionProps) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <ExportEverything
        companyId={installation.company.id}
        besides={
          <Button variant="secondary" onClick={() => setIsAsking(true)}>
            Erase everything…
          </Button>
        }
      />
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
