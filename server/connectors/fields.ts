import type { Choice } from "./connection-check.ts";

/** One thing that a person enters. Forms are drawn from it, and what comes back is checked by it. */
export interface Field {
  /** In the database and on the wire: never changed. */
  id: string;
  label: string;
  /** Where a person finds it, or what it does. */
  help: string;
  input: "text" | "lines" | "url" | "choice";
  /**
   * Fixed ones; where none is needed, the first is how it is done until another is chosen. A choice
   * without these offers what `check` returned under the field's id.
   */
  choices?: readonly Choice[];
  /** Another field whose offered choices are this one's too. */
  offeredAs?: string;
  /** The field may not be left empty: this is what a person is told who does. */
  needed?: string;
  longest?: number;
  /** In order; the first that is broken is told. */
  rules?: readonly Rule[];
}

/** What a person can see to be wrong before the system is asked. */
export interface Rule {
  /** A regular expression that the trimmed text fits, or must not fit. */
  pattern: string;
  isWanted: boolean;
  says: string;
}

export interface CredentialField extends Field {
  /** Stored encrypted and never shown again; left empty, the stored one stays. */
  isSecret?: true;
  /** Stands in the empty field. */
  example?: string;
  /** The same once a secret is stored. */
  whenStored?: string;
  /** It may be read from a file as well. */
  file?: { label: string; accept: string };
}

export interface SettingField extends Field {
  /**
   * One value for the company; or one for each project or cost type, by Procore's id of it; or for
   * each custom field that the account has, of those that `check` offered under the field's id.
   */
  per: "company" | "project" | "cost_type" | "custom_field";
  /** The field for the company that counts where a project or cost type has no value of its own. */
  insteadOf?: string;
}

/** What was typed in, by the ids of the fields. */
export type Entered = Readonly<Record<string, string>>;

/** The system's own settings, by the ids of the fields: one value, or one for each project or type. */
export type OwnSettings = Readonly<
  Record<string, string | null | Readonly<Record<string, string>>>
>;

/** Null: to be forgotten. What is not named stays, each project and cost type for itself. */
export type OwnSettingsChanges = Readonly<
  Record<string, string | null | Readonly<Record<string, string | null>>>
>;

/** Nothing chosen. */
export function nothingChosen(fields: readonly SettingField[]): OwnSettings {
  return Object.fromEntries(fields.map(({ id, per }) => [id, per === "company" ? null : {}]));
}
