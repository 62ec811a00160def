/** It may be a record's counterpart. */
export interface Candidate {
  id: string;
  document: string;
  number: string | null;
  name: string;
  why: string;
  closed: string | null;
}

/** Stored as it is shown. */
export interface Failure {
  code: string;
  title: string;
  detail: string;
  whoseMove: "project" | "accounting" | "admin" | "crosstie";
  system: string;
  said: string | null;
  lastAt: string;
  candidates?: Candidate[];
  cause?: FailureCause;
}

/** What several records may fail for: each cause is one problem (migrations/0063_problems.ts). */
export interface FailureCause {
  key: string;
  /** `{record}` stands for what it blocks. */
  title: string;
}

/** Failures that pass by themselves: nobody answered, or the fault is our own. */
export const UNREACHABLE = "unreachable";
export const STUMBLED = "internal";
/** Passes once the connection works again. */
export const CREDENTIALS_REFUSED = "credentials_refused";
export const PASSING = [UNREACHABLE, STUMBLED, CREDENTIALS_REFUSED];
