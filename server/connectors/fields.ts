import type { Choice } from "./connection-check.ts";

/** Forms are drawn from it, and what a person enters is checked by it. */
export interface Field {
  /** Never changed: the database and the API use it. */
  id: string;
  label: string;
  help: string;
  input: "text" | "lines" | "url" | "choice";
  /** Fixed ones; an optional field's default is the first. Without them, `check` offers some. */
  choices?: readonly Choice[];
  /** Id of another field that has the same offered choices. */
  offeredAs?: string;
  /** The message for a person who leaves the field empty. Undefined: it may be empty. */
  needed?: string;
  longest?: number;
  rules?: readonly Rule[];
}

export interface Rule {
  /** A regular expression for the trimmed text: must it match (`isWanted`), or must it not? */
  pattern: string;
  isWanted: boolean;
  says: string;
}

export interface CredentialField extends Field {
  /** Stored encrypted and never shown again. Left empty, the stored one stays. */
  isSecret?: true;
  /** Placeholder of the empty field; `whenStored` replaces it once a secret is stored. */
  example?: string;
  whenStored?: string;
  file?: { label: string; accept: string };
}

export interface SettingField extends Field {
  /** All but `company` have a value for each key: Procore's id, or one that `check` offered. */
  per: "company" | "project" | "cost_type" | "custom_field";
  /** Asked and needed only while this field of the company has this value. */
  onlyWith?: { field: string; value: string };
  /** The company's field that counts where a project or cost type has no value of its own. */
  insteadOf?: string;
}

export type Entered = Readonly<Record<string, string>>;

export type OwnSettings = Readonly<
  Record<string, string | null | Readonly<Record<string, string>>>
>;

/** Null removes a value; what is not named stays. */
export type OwnSettingsChanges = Readonly<
  Record<string, string | null | Readonly<Record<string, string | null>>>
>;

export function nothingChosen(fields: readonly SettingField[]): OwnSettings {
  return Object.fromEntries(fields.map(({ id, per }) => [id, per === "company" ? null : {}]));
}
