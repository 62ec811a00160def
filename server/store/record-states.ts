/** As people see them; `differs` or a failure says more. */
export type RecordStatus =
  | "not_integrated"
  | "pending"
  | "success"
  | "error"
  | "desynchronized"
  | "not_applicable";

/** As the ERP last said. */
export type CounterpartState =
  | "open"
  | "closed"
  | "pending_approval"
  | "on_hold"
  | "rejected"
  | "gone";

export interface Accepted {
  /** In a sentence, as it was shown. */
  says: string;
  /** By name. */
  by: string;
  at: string;
  /** The same while both sides are as they were. */
  mark: string;
}
