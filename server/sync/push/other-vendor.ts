import type { Payables } from "../../connectors/connector.ts";
import type { VendorAtHand } from "../../connectors/vendor-match.ts";

/** In people's words. */
export interface OtherVendor {
  sent: string;
  there: string;
}

interface Ids {
  /** By name: one that the ERP has never had. */
  sent: string | { name: string } | null | undefined;
  there: string | null | undefined;
}

export type VendorCheck = (ids: Ids) => Promise<OtherVendor | "merged" | undefined>;

/**
 * Is the ERP's document for another vendor than it was sent for? After a merge it is for the vendor
 * that stays, and the other one is gone. Each vendor is asked for once.
 */
export function vendorCheck({ vendorAt }: Pick<Payables, "vendorAt">): VendorCheck {
  const known = new Map<string, Promise<VendorAtHand | undefined>>();
  const at = (id: string) => {
    const asked = known.get(id) ?? vendorAt(id);
    known.set(id, asked);
    return asked;
  };
  return async ({ sent, there }) => {
    if (!sent || !there || sent === there) return undefined;
    if (typeof sent === "object") return { sent: sent.name, there: named(there, await at(there)) };
    const was = await at(sent);
    if (!was) return "merged";
    return { sent: named(sent, was), there: named(there, await at(there)) };
  };
}

/** Two vendors may have one name. */
export function named(id: string, vendor?: Pick<VendorAtHand, "name">): string {
  return vendor ? `${vendor.name} (id ${id})` : `vendor ${id}`;
}
