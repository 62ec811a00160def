/** One to take, or several for a person to choose from. Undefined: there is none. */
export type VendorMatch<Taken> =
  | { counterpart: Taken; closed: VendorAtHand["closed"] }
  | { candidates: Candidate[] }
  | undefined;

export interface VendorAtHand {
  id: string;
  /** For people; undefined where it is the name. */
  number: string | undefined;
  name: string;
  /** In a sentence: why its documents are refused for now. */
  closed: string | undefined;
}

export interface Candidate extends VendorAtHand {
  /** Why a person has to choose: "inactive". */
  why: string;
}

/** A vendor's former counterpart, which the ERP no longer takes. */
export interface FormerVendor {
  id: string;
  /** Orders and bills written for it: a merge moves them to the vendor that stays. */
  documentIds: string[];
}
