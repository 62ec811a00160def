/** Taken by itself, or for a person to choose; undefined: there is none. */
export type VendorMatch<Taken> =
  | { counterpart: Taken; closed: VendorAtHand["closed"] }
  | { candidates: Candidate[] }
  | undefined;

export interface VendorAtHand {
  id: string;
  /** The ERP's number for people, where that is not the name. */
  number: string | undefined;
  name: string;
  /** Why its documents are refused while it stands so, in a sentence. */
  closed: string | undefined;
}

export interface Candidate extends VendorAtHand {
  /** Why a person has to choose, after the name: "inactive". */
  why: string;
}

/** The counterpart that a vendor had, and that the ERP no longer takes. */
export interface FormerVendor {
  id: string;
  /** Ids of orders and bills that were written for it: where they have gone, a merge has put them. */
  documentIds: string[];
}
