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

/** What went wrong, whose move it is, what to do: stored as it is shown. */
export interface Failure {
  code: string;
  title: string;
  detail: string;
  whoseMove: "project" | "accounting" | "admin" | "crosstie";
  system: string;
  said: string | null;
  lastAt: string;
  /** What the ERP has that may be it: a person chooses. */
  candidates?: Candidate[];
}

/** The codes of failures that go away by themselves: nobody answered, or the fault is our own. */
export const UNREACHABLE = "unreachable";
export const STUMBLED = "internal";
export const PASSING = [UNREACHABLE, STUMBLED];
