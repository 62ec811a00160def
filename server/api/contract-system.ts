import { z } from "zod";

export const Choice = z.object({ id: z.string(), name: z.string() });
export type Choice = z.output<typeof Choice>;

const Field = z.object({
  id: z.string(),
  label: z.string(),
  /** Where a person finds it, or what it does. */
  help: z.string(),
  input: z.enum(["text", "lines", "url", "choice"]),
  /** Null: what the account offered when it was checked, under `offeredAs`. */
  choices: z.array(Choice).nullable(),
  offeredAs: z.string(),
  /** What to say to who leaves it empty; null: it may be left empty. */
  needed: z.string().nullable(),
  longest: z.number().int().nullable(),
  /** In order; the first that is broken is told. `pattern` is a regular expression of the trimmed text. */
  rules: z.array(z.object({ pattern: z.string(), isWanted: z.boolean(), says: z.string() })),
});

export const CredentialField = Field.extend({
  /** Never comes back; left empty, the stored one stays. */
  isSecret: z.boolean(),
  /** Stands in the empty field. */
  example: z.string().nullable(),
  /** The same once one is stored. */
  whenStored: z.string().nullable(),
  file: z.object({ label: z.string(), accept: z.string() }).nullable(),
});
export type CredentialField = z.output<typeof CredentialField>;

export const SettingField = Field.extend({
  /** One value for the company, or one for each project, cost type or custom field of the account, by its id. */
  per: z.enum(["company", "project", "cost_type", "custom_field"]),
  /** The field that counts where a project or cost type has no value of its own. */
  insteadOf: z.string().nullable(),
});
export type SettingField = z.output<typeof SettingField>;

/** Something that syncs or does not. */
export const ResourceType = z.object({
  /** As `resourceTypes` of the settings names it. */
  id: z.string(),
  /** Both sides in their own words: "Subcontractor invoices → … vendor bills". */
  label: z.string(),
  /** "Commitments". */
  name: z.string(),
  help: z.string(),
  /** False: the system does not take it, and `help` says why. */
  isTaken: z.boolean(),
});
export type ResourceType = z.output<typeof ResourceType>;

/** An outside system that may be connected: all that its forms are drawn from. */
export const SystemView = z.object({
  id: z.string(),
  /** As people say it. */
  name: z.string(),
  credentials: z.object({
    fields: z.array(CredentialField),
    /** How Crosstie signs in. */
    about: z.string(),
    /** Where a person finds all this, step by step. */
    steps: z.array(z.string()),
    /** What to look at when nobody answered. */
    whenSilent: z.string(),
    /** How a person takes Crosstie's access away. */
    revoking: z.string(),
  }),
  settings: z.array(SettingField),
  resourceTypes: z.array(ResourceType),
});
export type SystemView = z.output<typeof SystemView>;
