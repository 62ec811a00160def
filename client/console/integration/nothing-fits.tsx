import type { Installation, RecordGrid } from "../../../server/api/contract.ts";
import { Blank } from "../../components/blank.tsx";
import { formatTimestamp, plural } from "../../format.ts";
import { erpName } from "../erp.ts";
import { PageLink } from "../page-link.tsx";
import type { RecordAddress } from "./use-integration-page.ts";

interface NothingFitsProps {
  filter: RecordAddress;
  isFiltered: boolean;
  installation: Installation;
  compared: RecordGrid["compared"];
}

const GOOD: Record<string, string> = {
  error: "Nothing has failed.",
  pending: "Nothing waits.",
};

export function NothingFits({ filter, isFiltered, installation, compared }: NothingFitsProps) {
  const good = GOOD[filter.status ?? ""];
  const isByStatusAlone = Object.entries(filter).every(
    ([name, value]) => value === null || name === "status",
  );
  if (good && isByStatusAlone) return <Blank title={good} />;
  if (compared && isByStatusAlone) {
    return <NoneDiffers compared={compared} erp={erpName(installation)} />;
  }
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

interface NoneDiffersProps {
  compared: NonNullable<RecordGrid["compared"]>;
  erp: string;
}

/** Of what was sent alone: contracts differ for what was not sent, too. */
function NoneDiffers({ compared: { at, reconciledAt, differing }, erp }: NoneDiffersProps) {
  return (
    <Blank title={at ? `What was sent is in ${erp} as it was sent` : "Nothing was compared yet"}>
      <p>
        {at
          ? `As compared on ${formatTimestamp(at)}; each night it is compared again.`
          : "Each record that was sent is compared each night, and with Run now on Reconcile."}
      </p>
      {reconciledAt && differing > 0 && (
        <p>
          <PageLink page="reconcile" parameters={{ only: "differences" }}>
            Reconcile
          </PageLink>{" "}
          shows {plural(differing, "contract that differs", "contracts that differ")}, as read on{" "}
          {formatTimestamp(reconciledAt)}: there, what was not sent, waits or has failed counts too.
        </p>
      )}
    </Blank>
  );
}
