/**
 * One of the things that people look at. Undefined and empty are the same. `Name`: what the kind
 * lists as compared.
 */
export type Field<Name extends string = string> = Shown & Named<Name>;

/** `name` is Procore's own: `grand_total`. A line's says which line: its field is what is `of` it. */
type Named<Name extends string> = { name: Name; of?: undefined } | { name: string; of: Name };

interface Shown {
  /** What people call it: "Original contract". */
  word: string;
  value: string | undefined;
  /** Tells two fields of one name apart: a line's id. */
  key?: string;
  /** `money`: its changes have a percent. `total`: money that the financial impact adds up. */
  kind?: "money" | "total";
  /** What a number is of: shown behind it in a sentence. */
  unit?: "%";
  /** Does the document carry it to the ERP? What none carries is not sent, and counts in no impact. */
  isCarried: boolean;
  /** It says whether the record may be sent: not carried, and acted upon when that changes. */
  decides?: true;
}
