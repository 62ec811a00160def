import { z } from "zod";
import { instant } from "./contract-parts.ts";

export const PaymentSchedule = z.enum([
  "hourly",
  "every_2_hours",
  "every_4_hours",
  "daily",
  "never",
]);
export type PaymentSchedule = z.output<typeof PaymentSchedule>;

export const Settings = z.object({
  automaticSync: z.boolean(),
  resourceTypes: z.object({
    commitment: z.boolean(),
    requisition: z.boolean(),
    payment: z.boolean(),
  }),
  createVendors: z.boolean(),
  paymentSchedule: PaymentSchedule,
  /** Procore statuses at which a commitment goes to the ERP. */
  subsidiaryId: z.string().nullable(),
  itemId: z.string().nullable(),
});
export type Settings = z.output<typeof Settings>;

/** What is not named stays as it is: two people who change different things lose nothing. */
export const SettingsChanges = Settings.partial().extend({
  resourceTypes: Settings.shape.resourceTypes.partial().optional(),
});
export type SettingsChanges = z.output<typeof SettingsChanges>;

export const NetSuiteCredentials = z.object({
  /**
   * `1234567`, `1234567_SB1`: a part of the host that is called, so nothing but letters, digits and
   * one `_` or `-`.
   */
  accountId: z
    .string()
    .trim()
    .max(63)
    .regex(
      /^[A-Za-z\d]+([_-][A-Za-z\d]+)?$/,
      "this is not an account ID of NetSuite, such as 1234567 or 1234567_SB1",
    ),
  clientId: z.string().trim().min(1).max(200),
  certificateId: z.string().trim().min(1).max(200),
  /** PKCS#8 PEM. Never comes back from the server. */
  privateKey: z.string().trim().min(1).max(20_000),
  /**
   * The account's own SuiteTalk address (Setup > Company > Company URLs); empty: made from the
   * account id.
   */
  baseUrl: z.union([z.literal(""), z.url()]).default(""),
});
export type NetSuiteCredentials = z.output<typeof NetSuiteCredentials>;

export const ConnectionTest = z.object({
  ok: z.boolean(),
  message: z.string(),
  choices: z.object({
    subsidiaries: z.array(z.object({ id: z.string(), name: z.string() })),
    items: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
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
      system: z.literal("netsuite"),
      accountId: z.string(),
      clientId: z.string(),
      certificateId: z.string(),
      baseUrl: z.string(),
      status: z.enum(["working", "broken"]),
      summary: z.string(),
      checkedAt: instant,
      choices: ConnectionTest.shape.choices,
    })
    .nullable(),
  settings: Settings,
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

export const CompanyChoice = z.object({
  id: z.string(),
  name: z.string(),
  status: Installation.shape.status,
});
export type CompanyChoice = z.output<typeof CompanyChoice>;
