/** Undefined and empty are the same. `Name`: what the kind lists as compared. */
export type Field<Name extends string = string> = Shown & Named<Name>;

/** `name`: Procore's own (`grand_total`). For one line: its name; `of` is the compared field. */
type Named<Name extends string> = { name: Name; of?: undefined } | { name: string; of: Name };

interface Shown {
  word: string;
  value: string | undefined;
  /** Tells two fields of one name apart: a line's id. */
  key?: string;
  /** `money`: a change shows a percent. `total`: the financial impact adds it up, too. */
  kind?: "money" | "total";
  unit?: "%";
  /** Does the document carry it to the ERP? If not, it is not sent and counts in no impact. */
  isCarried: boolean;
  /** What of the document carries it, if an ERP may leave just that as others wrote it. */
  carriedBy?: "memo";
  /** Not carried, but it decides whether the record may be sent. */
  decides?: true;
}
