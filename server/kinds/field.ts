/** One of the things that people look at. Undefined and empty are the same. */
export interface Field {
  /** Procore's own name: `grand_total`. */
  name: string;
  /** What people call it: "Original contract". */
  word: string;
  value: string | undefined;
  /** Tells two fields of one name apart: a line's id. */
  key?: string;
  /** `money`: its changes have a percent. `total`: money that the financial impact adds up. */
  kind?: "money" | "total";
  /** Does the document carry it to the ERP? */
  isCarried: boolean;
  /** The version of snapshots that first had it; 0 unless it is said. */
  since?: number;
}
