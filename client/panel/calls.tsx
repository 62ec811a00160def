import type { Activity, CommitmentView } from "../../server/api/contract.ts";
import { CounterpartLink } from "../components/counterpart-link.tsx";
import { Notice } from "../components/notice.tsx";
import { formatCall } from "../format.ts";

/**
 * Where Procore and the ERP differ until a person makes one of them right: this commitment, and
 * invoices that are no longer listed below.
 */
export function Calls({ view }: { view: CommitmentView }) {
  const { record, waiting, counterpart } = view;
  return (
    <>
      {record === "desynchronized" && waiting && (
        <Notice tone="warning">
          <strong>To do:</strong> {formatCall(waiting)}{" "}
          {counterpart && <CounterpartLink counterpart={counterpart} />}
        </Notice>
      )}
      {goneInvoices(view).map(({ id, title, waiting: reason, counterpart: bill }) => (
        <Notice key={id} tone="warning">
          <strong>To do:</strong> {title}: {formatCall(reason ?? "")}{" "}
          {bill && <CounterpartLink counterpart={bill} />}
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
