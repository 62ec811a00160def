import { z } from "zod";
import { credentialsSchema, settingsSchema, type System, systemsFor } from "../connectors/index.ts";
import {
  AuditAction,
  AuditEntry,
  type EnteredConnection,
  procoreId,
  RecordStatus,
  RecordVersion,
  SettingsSave,
} from "./contract.ts";
import { resourceTypesOf } from "./describe-system.ts";

/** Our rows count in PostgreSQL's bigint: this is its largest value. */
const LAST_ROW = "9223372036854775807";
export const rowId = procoreId.refine((id) => id.length < LAST_ROW.length || id <= LAST_ROW);

const MOST_PROJECTS = 5_000;

export const RecordQuery = z.object({
  key: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe("How its id in Procore or in the ERP, or its number there, begins."),
  name: z.string().trim().max(200).optional().describe("A part of its number or title."),
  type: z.string().max(50).optional().describe("A kind of record."),
  group: z.enum(["finance", "master"]).optional(),
  status: RecordStatus.optional(),
  version: RecordVersion.optional().describe("Which one the ERP has."),
  project: procoreId.optional(),
  connection: z.uuid().optional(),
  since: z.iso.datetime().optional().describe("Last synced from this instant on."),
  until: z.iso.datetime().optional().describe("Without this instant itself."),
  ids: z
    .string()
    .max(2100)
    .transform((text) => text.split(","))
    .pipe(z.array(rowId).max(100))
    .optional()
    .describe("These, with commas between them."),
  cursor: rowId.optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
});

export const SynchronizeRequest = z.strictObject({
  how: z
    .enum(["synchronize", "force"])
    .describe("`synchronize`: what differs or was never sent. `force`: what has failed."),
  recordIds: z.array(rowId).min(1).max(100),
});

export const Resolution = z.strictObject({
  take: z
    .enum(["procore", "erp"])
    .describe("`procore`: its values are sent again. `erp`: its values stand as they are."),
  mark: z.string().min(1).max(200).describe("Of the comparison that the person saw."),
});

export const ReconcileQuery = z.object({
  project: procoreId.optional(),
  only: z.enum(["differences"]).optional(),
  cursor: z.coerce
    .number<string>()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
});

export const ReconcileExport = ReconcileQuery.pick({ project: true, only: true });

const auditFilter = {
  by: z
    .union([procoreId, AuditEntry.shape.actor.exclude(["person"])])
    .optional()
    .describe("A user's id in Procore, or what was no person."),
  action: AuditAction.optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional().describe("Without this instant itself."),
};

export const AuditQuery = z.object({
  ...auditFilter,
  cursor: rowId.optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
});

export const AuditExport = z.object({
  ...auditFilter,
  format: z.enum(["csv", "jsonl"]).default("csv"),
});

export const LiveQuery = z
  .object({
    projectId: procoreId
      .optional()
      .describe(
        "Asks for `commitmentId` too: whoever may see that commitment of this project may hear of it.",
      ),
    commitmentId: procoreId
      .optional()
      .describe("Hear this commitment alone, and what may concern any."),
  })
  .refine(({ projectId, commitmentId }) => !projectId || commitmentId);

export const NewVendor = z.strictObject({
  declined: z
    .array(z.string().max(100))
    .max(100)
    .default([])
    .describe("Candidates that the person was shown and did not link to."),
});

export const ChosenLink = z.strictObject({
  id: z.string().min(1).max(100).describe("Of one of the failure's candidates."),
});

export const ReadNotifications = z.strictObject({ ids: z.array(rowId).max(100) });

export const ProjectChoice = z.strictObject({
  projectIds: z
    .array(procoreId)
    .min(1, "choose at least one project")
    .max(MOST_PROJECTS)
    .describe("Exactly these are chosen from now on."),
});

export const Finish = z
  .strictObject({
    choicesMark: z
      .string()
      .max(100)
      .optional()
      .describe("Of the installation that was shown: refused where its choices are others by now."),
  })
  .default({});

/** An empty secret stands for the stored one. */
export function enteredConnection(): z.ZodType<EnteredConnection> {
  const [first, ...others] = systemsFor("erp").map(({ id, credentials }) =>
    z.strictObject({ system: z.literal(id), credentials: credentialsSchema(credentials.fields) }),
  );
  if (!first) throw new Error("there is no system to connect");
  return z.discriminatedUnion("system", [first, ...others]);
}

export function settingsSave(system: System): z.ZodType<SettingsSave> {
  const types = resourceTypesOf(system).map(({ id }) => id);
  const resourceTypes = z
    .record(z.string(), z.boolean())
    .refine((given) => Object.keys(given).every((type) => types.includes(type)), {
      error: `there are only the resource types ${types.join(", ")}`,
    })
    .describe(`By name: ${types.join(", ")}.`);
  const ofSystem = {
    resourceTypes: resourceTypes.optional(),
    own: settingsSchema(system.settings).optional(),
  };
  return SettingsSave.extend({
    ...ofSystem,
    shown: SettingsSave.shape.shown.unwrap().extend(ofSystem).optional(),
    projects: z
      .record(procoreId, z.boolean())
      .refine((given) => Object.keys(given).length <= MOST_PROJECTS)
      .optional(),
  });
}

export const WhichFailures = z.union([
  z.strictObject({ recordIds: z.array(rowId).min(1).max(1000) }),
  z.strictObject({
    until: z.iso.datetime().describe("All that failed up to then: what the person was shown."),
  }),
]);

export const BlockedQuery = z.strictObject({
  cursor: rowId.optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number<string>().int().min(1).max(100).default(25),
});

export const OverviewQuery = z.strictObject({
  zone: z
    .string()
    .max(60)
    .refine(isZone, "there is no such time zone")
    .default("UTC")
    .describe("Of the reader, as IANA names it: its days are counted."),
});

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone }).format();
    return true;
  } catch {
    return false;
  }
}

export const ErasureRequest = z.strictObject({ companyName: z.string().max(500) });
