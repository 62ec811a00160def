import type { Counterpart } from "../../server/api/contract.ts";
import { ExternalLink } from "./external-link.tsx";

/** "Purchase order PO10428 in NetSuite ↗". */
export function CounterpartLink({ counterpart }: { counterpart: Counterpart }) {
  const { kind, number, id, system, url } = counterpart;
  return (
    <>
      {kind} <ExternalLink href={url}>{`${number ?? id} in ${system}`}</ExternalLink>
    </>
  );
}
