import type { Activity, CommitmentView } from "../../server/api/contract.ts";
import { Notice } from "../components/notice.tsx";
import { ToDo } from "../components/to-do.tsx";
import { formatAccepted, formatSentence } from "../format.ts";

/**
 * Where Procore and the ERP differ until a person makes one of them right: this commitment, and
 * invoices that are no longer listed below.
 */
export function ToDos({ view }: { view: CommitmentView }) {
  const { record, waiting, counterpart, accepted } = view;
  return (
    <>
      {record === "desynchronized" && waiting && (
        <Notice tone="warning">
          <ToDo reason={waiting} counterpart={counterpart} />
        </Notice>
      )}
      {accepted && <Notice>{formatSentence(formatAccepted(accepted))}</Notice>}
      {goneInvoices(view).map(({ id, title, waiting: reason, counterpart: bill }) => (
        <Notice key={id} tone="warning">
          <ToDo about={title} reason={reason ?? ""} counterpart={bill} />
        </Notice>
      ))}
    </>
  );
}

function goneInvoices({ timeline, invoices }: CommitmentView): Activity[] {
  const gone = timeline.filter(
    ({ resource, procoreId, waiting, status }) =>
      resource === "requisition" &&
      status !== "pending" &&
      waiting &&
      !invoices.some(({ id }) => id === procoreId),
  );
  return gone.filter(
    ({ procoreId }, index) => gone.findIndex((one) => one.procoreId === procoreId) === index,
  );
}
