import { z } from "zod";

export const Choice = z.object({ id: z.string(), name: z.string() });
export type Choice = z.output<typeof Choice>;

const Field = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  input: z.enum(["text", "lines", "url", "choice"]),
  /** Null: what the account offered at its last check, under `offeredAs`. */
  choices: z.array(Choice).nullable(),
  offeredAs: z.string(),
  /** What to say when it is empty. Null: it may be empty. */
  needed: z.string().nullable(),
  longest: z.number().int().nullable(),
  /** The first broken one is told. `pattern`: a regular expression of the trimmed text. */
  rules: z.array(z.object({ pattern: z.string(), isWanted: z.boolean(), says: z.string() })),
});

export const CredentialField = Field.extend({
  /** The server never sends it. Left empty, the stored one stays. */
  isSecret: z.boolean(),
  example: z.string().nullable(),
  whenStored: z.string().nullable(),
  file: z.object({ label: z.string(), accept: z.string() }).nullable(),
});
export type CredentialField = z.output<typeof CredentialField>;

export const SettingField = Field.extend({
  /** One value for the company, or one for each project, cost type or custom field, by its id. */
  per: z.enum(["company", "project", "cost_type", "custom_field"]),
  /** Asked only while this setting of the company has this value. */
  onlyWith: z.object({ field: z.string(), value: z.string() }).nullable(),
  insteadOf: z.string().nullable(),
});
export type SettingField = z.output<typeof SettingField>;

export const ResourceType = z.object({
  /** A key of the settings' `resourceTypes`. */
  id: z.string(),
  /** Both sides: "Subcontractor invoices → … vendor bills". */
  label: z.string(),
  name: z.string(),
  help: z.string(),
  /** False: the system does not take it; `help` says why. */
  isTaken: z.boolean(),
});
export type ResourceType = z.output<typeof ResourceType>;

export const SystemView = z.object({
  id: z.string(),
  name: z.string(),
  credentials: z.object({
    fields: z.array(CredentialField),
    about: z.string(),
    steps: z.array(z.string()),
    whenSilent: z.string(),
    revoking: z.string(),
  }),
  settings: z.array(SettingField),
  resourceTypes: z.array(ResourceType),
});
export type SystemView = z.output<typeof SystemView>;
