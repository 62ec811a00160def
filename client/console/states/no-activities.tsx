import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";

/** For pages that tell of what syncs. */
export function NoActivities({ installation: { company } }: { installation: Installation }) {
  return (
    <Blank title="You may not see what syncs">
      <p>
        This page sums up what syncs in {company.name}. It takes at least ‘Read Only’ level
        permission on the company’s ERP Integrations tool, or on the Commitments tool of a project
        that Crosstie watches, and with that comes the bell; a company administrator can give you
        either in Procore.
      </p>
    </Blank>
  );
}
