import type { Counterpart } from "../../server/api/contract.ts";
import { ExternalLink } from "./external-link.tsx";

/** "Vendor bill 10428 in … ↗", in the words of the system. */
export function CounterpartLink({ counterpart }: { counterpart: Counterpart }) {
  const { kind, number, id, system, url } = counterpart;
  return (
    <>
      {kind} <ExternalLink href={url}>{`${number ?? id} in ${system}`}</ExternalLink>
    </>
  );
}
