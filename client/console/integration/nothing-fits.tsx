import type { Installation } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import type { RecordAddress } from "./use-integration-page.ts";

interface NothingFitsProps {
  filter: RecordAddress;
  isFiltered: boolean;
  installation: Installation;
}

const GOOD: Record<string, string> = {
  desynchronized: "Nothing differs between the two systems.",
  error: "Nothing has failed.",
  pending: "Nothing waits.",
};

export function NothingFits({ filter, isFiltered, installation }: NothingFitsProps) {
  const good = GOOD[filter.status ?? ""];
  const isByStatusAlone = Object.entries(filter).every(
    ([name, value]) => value === null || name === "status",
  );
  if (good && isByStatusAlone) return <Blank title={good} />;
  if (isFiltered) {
    return (
      <Blank title="No record fits">
        <p>Choose another status, or clear the filters.</p>
      </Blank>
    );
  }
  return (
    <Blank title="No records yet">
      <p>
        Commitments, invoices and their vendors appear here as soon as Crosstie has read them from
        the projects that are chosen in <PageLink page="settings">Settings</PageLink>. From here
        they go to {erpName(installation)}.
      </p>
    </Blank>
  );
}
