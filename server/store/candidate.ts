/** One that may be a record's counterpart. */
export interface Candidate {
  id: string;
  /** As a record's `document`. */
  document: string;
  number: string | null;
  name: string;
  /** Why nobody but a person can tell, after the name: "inactive". */
  why: string;
  /** Why the ERP refuses what is written for it as it stands, in a sentence. */
  closed: string | null;
}
