import type { Activity } from "../../../server/api/contract.ts";
import { CounterpartLink } from "../../components/counterpart-link.tsx";
import { ExternalLink } from "../../components/external-link.tsx";

/** The id that the ERP gave it, leading there where we know the way. */
export function CounterpartOrId({
  activity: { transactionId, counterpart },
}: {
  activity: Activity;
}) {
  if (!counterpart) return <>{transactionId ?? "None yet"}</>;
  if (!transactionId) return <CounterpartLink counterpart={counterpart} />;
  return (
    <>
      <ExternalLink href={counterpart.url}>{transactionId}</ExternalLink> ({counterpart.kind}
      {counterpart.number && ` ${counterpart.number}`})
    </>
  );
}
