import { z } from "zod";
import { instant } from "./contract-parts.ts";
import { Choice, SystemView } from "./contract-system.ts";

export const PaymentSchedule = z.enum([
  "hourly",
  "every_2_hours",
  "every_4_hours",
  "daily",
  "never",
]);
export type PaymentSchedule = z.output<typeof PaymentSchedule>;

const resourceTypes = z.record(z.string(), z.boolean());

/** The system's own settings, by the ids of its setting fields. */
const own = z.record(
  z.string(),
  z.union([z.string().nullable(), z.record(z.string(), z.string())]),
);

export const Settings = z.object({
  automaticSync: z.boolean(),
  /** By the ids of the system's resource types. What is not named is off. */
  resourceTypes,
  createVendors: z.boolean(),
  paymentSchedule: PaymentSchedule,
  own,
});
export type Settings = z.output<typeof Settings>;

/** Of a setting for each project or cost type, null takes the value of one of them away. */
const ownChanges = z.record(
  z.string(),
  z.union([z.string().nullable(), z.record(z.string(), z.string().nullable())]),
);

/** What is not named stays as it is: two people who change different things lose nothing. */
export const SettingsChanges = Settings.extend({ own: ownChanges }).partial().strict();
export type SettingsChanges = z.output<typeof SettingsChanges>;

/** What a person has typed in to connect a system, by the ids of its credential fields. */
export const EnteredConnection = z.object({
  system: z.string(),
  credentials: z.record(z.string(), z.string()),
});
export type EnteredConnection = z.output<typeof EnteredConnection>;

/** What the account offers, by the ids of setting fields. */
const choices = z.record(z.string(), z.array(Choice));

export const ConnectionTest = z.object({
  ok: z.boolean(),
  /** False: nobody answered, or somebody else than the system. */
  isReached: z.boolean(),
  message: z.string(),
  choices,
  /** What the account insists on and the settings do not give yet, in sentences. */
  unset: z.array(z.string()),
});
export type ConnectionTest = z.output<typeof ConnectionTest>;

/** What Procore did not let Crosstie read, for one reason. It is asked for again by itself. */
const Unread = z.object({
  kind: z.string(),
  /** "subcontractor invoice". */
  words: z.object({ one: z.string(), many: z.string() }),
  /** The tool in Procore whose permission opens it. */
  tool: z.string(),
  /** The project's list of what changed, without which nothing new of that kind is found. */
  isList: z.boolean(),
  /** Null for what belongs to the company itself. */
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  count: z.number().int(),
  /** In the words of whoever refused: "Procore: You do not have permission …". */
  reason: z.string(),
  whoseMove: z.enum(["admin", "crosstie"]),
  since: instant,
});
export type Unread = z.output<typeof Unread>;

/** Where a company stands: what the set-up wizard and the settings page read. */
export const Installation = z.object({
  company: z.object({ id: z.string(), name: z.string() }),
  status: z.enum(["not_installed", "setting_up", "active", "uninstalled"]),
  /** The first step that is not done yet. */
  step: z.enum(["projects", "connection", "resources", "finish", "done"]),
  /** Projects that Procore lets the app see; `chosen` is ours. */
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      number: z.string().nullable(),
      isChosen: z.boolean(),
    }),
  ),
  connection: z
    .object({
      /** Its id: one of `systems`. */
      system: z.string(),
      /** The system's account, as the system writes it. */
      account: z.string(),
      /** What of the credentials may be shown. */
      shown: z.record(z.string(), z.string()),
      status: z.enum(["working", "broken"]),
      summary: z.string(),
      checkedAt: instant,
      choices,
      /** What the account insists on and the settings do not give yet, in sentences. */
      unset: z.array(z.string()),
    })
    .nullable(),
  settings: Settings,
  /** What may be connected, in the order in which it is offered. */
  systems: z.array(SystemView),
  webhooks: z.object({ ok: z.boolean(), message: z.string() }),
  /** Empty: all that Crosstie knows of in the chosen projects has been read. */
  unread: z.array(Unread),
  may: z.object({
    setUp: z.boolean(),
    changeSettings: z.boolean(),
    viewActivities: z.boolean(),
    syncPayments: z.boolean(),
  }),
});
export type Installation = z.output<typeof Installation>;

/** A cost type of the company; Procore's API calls it a line item type. */
export const CostType = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
});
export type CostType = z.output<typeof CostType>;

export const CompanyChoice = z.object({
  id: z.string(),
  name: z.string(),
  status: Installation.shape.status,
});
export type CompanyChoice = z.output<typeof CompanyChoice>;
