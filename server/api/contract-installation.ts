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

/** The system's own settings, by the id of the setting field. */
const own = z.record(
  z.string(),
  z.union([z.string().nullable(), z.record(z.string(), z.string())]),
);

export const Settings = z.object({
  automaticSync: z.boolean(),
  /** By the id of the system's resource type. What is missing is off. */
  resourceTypes,
  createVendors: z.boolean(),
  paymentSchedule: PaymentSchedule,
  own,
});
export type Settings = z.output<typeof Settings>;

/** In a setting for each project or cost type, null removes a value. */
const ownChanges = z.record(
  z.string(),
  z.union([z.string().nullable(), z.record(z.string(), z.string().nullable())]),
);

/** What is missing stays as it is: two people who change different things lose nothing. */
export const SettingsChanges = Settings.extend({ own: ownChanges }).partial().strict();
export type SettingsChanges = z.output<typeof SettingsChanges>;

/** `credentials`: by the id of the credential field. */
export const EnteredConnection = z.object({
  system: z.string(),
  credentials: z.record(z.string(), z.string()),
});
export type EnteredConnection = z.output<typeof EnteredConnection>;

/** What the account offers, by the id of the setting field. */
const choices = z.record(z.string(), z.array(Choice));

export const MissingPermission = z.object({
  /** As the system's own screens write it. */
  permission: z.string(),
  level: z.string(),
  /** What does not work without it. */
  says: z.string(),
  /** Without it nothing is synced. */
  isNeeded: z.boolean(),
});
export type MissingPermission = z.output<typeof MissingPermission>;

export const ConnectionTest = z.object({
  ok: z.boolean(),
  /** False: there was no answer, or it did not come from the system. */
  isReached: z.boolean(),
  message: z.string(),
  choices,
  /** What the account insists on and the settings do not give yet, in sentences. */
  unset: z.array(z.string()),
  missing: z.array(MissingPermission),
});
export type ConnectionTest = z.output<typeof ConnectionTest>;

/** What Procore does not let Crosstie read, by reason. Crosstie asks again by itself. */
const Unread = z.object({
  kind: z.string(),
  words: z.object({ one: z.string(), many: z.string() }),
  /** The tool in Procore whose permission opens it. */
  tool: z.string(),
  /** The project's list of changes: without it nothing new of that kind is found. */
  isList: z.boolean(),
  /** Null: it belongs to the company itself. */
  projectId: z.string().nullable(),
  projectName: z.string().nullable(),
  count: z.number().int(),
  /** In the refusing system's words: "Procore: You do not have permission …". */
  reason: z.string(),
  whoseMove: z.enum(["admin", "crosstie"]),
  since: instant,
});
export type Unread = z.output<typeof Unread>;

/** The last renewal of the webhook secret. */
const SecretRenewal = z.object({
  at: instant,
  by: z.string(),
  /** `spreading`: not all hooks have the new secret yet. Until `over` the earlier one counts too. */
  state: z.enum(["spreading", "ending", "over"]),
  earlierUntil: instant.nullable(),
});

export const Installation = z.object({
  company: z.object({ id: z.string(), name: z.string() }),
  status: z.enum(["not_installed", "setting_up", "active", "uninstalled"]),
  /** The first step that is not done yet. */
  step: z.enum(["projects", "connection", "resources", "finish", "done"]),
  /** Those that Procore lets the app see. */
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
      system: z.string(),
      account: z.string(),
      /** False: they were destroyed when the company uninstalled. */
      hasCredentials: z.boolean(),
      shown: z.record(z.string(), z.string()),
      status: z.enum(["working", "broken"]),
      summary: z.string(),
      checkedAt: instant,
      choices,
      unset: z.array(z.string()),
      missing: z.array(MissingPermission),
    })
    .nullable(),
  settings: Settings,
  /** Another one after any change of projects, account or settings. */
  choicesMark: z.string(),
  systems: z.array(SystemView),
  webhooks: z.object({ ok: z.boolean(), message: z.string(), renewal: SecretRenewal.nullable() }),
  /** The last time that everything was erased, or is being erased: `doneAt` null. */
  erasure: z
    .object({ requestedAt: instant, by: z.string(), doneAt: instant.nullable() })
    .nullable(),
  unread: z.array(Unread),
  payments: z.object({
    /** The last look for payments. Null: there was none. */
    lookedAt: instant.nullable(),
    /** Why it did not end well, and what is in doubt: sentences, the first of many. */
    problems: z.array(z.string()),
  }),
  /** Where people reach the operator's support. Null: it names none. */
  supportUrl: z.string().nullable(),
  may: z.object({
    setUp: z.boolean(),
    changeSettings: z.boolean(),
    viewActivities: z.boolean(),
    /** If not, those of own projects alone. */
    viewCompany: z.boolean(),
    viewAuditLog: z.boolean(),
    reconcile: z.boolean(),
    syncPayments: z.boolean(),
    seeSessions: z.boolean(),
  }),
});
export type Installation = z.output<typeof Installation>;

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
