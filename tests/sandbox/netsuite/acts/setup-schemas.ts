import { z } from "zod";
import { LACKABLE, type SETUP_SWITCHES, type SetupOptions } from "../setup-options.ts";

const times = z.number().int().positive().optional();
const text = z.string().optional();

/** What each act of an administrator takes beside `do`. */
export const SETUP_ARGUMENTS = {
  set_role: z.strictObject({
    hidden: z.array(z.string()),
    viewOnly: z.array(z.string()).optional(),
  }),
  fail_saves: z.strictObject({
    type: z.string(),
    by: z.enum(["script", "script_error", "unexpected"]),
    externalId: text,
    name: text,
    message: text,
    times,
  }),
  warn_saves: z.strictObject({ type: z.string(), externalId: text, message: z.string(), times }),
  mend_saves: z.strictObject({ type: text }),
  create_subsidiary: z.strictObject({ name: z.string(), currency: text, country: text }),
};

export const SETUP_SWITCHED: {
  [Name in (typeof SETUP_SWITCHES)[number]]: z.ZodType<SetupOptions[Name]>;
} = {
  tokenBasedAuth: z.boolean(),
  asyncMs: z.number().min(0).max(600_000),
  asyncQueries: z.boolean(),
  reusedKeyStatus: z.union([z.literal(400), z.literal(409)]),
  hiddenTables: z.array(z.string()),
  lackedByRole: z.array(z.enum(LACKABLE)),
  viewOnlyReads: z.enum(["refused", "shown"]),
  withoutWorkbook: z.enum(["forbidden", "not_found"]),
  offTables: z.enum(["unknown", "not_found"]),
  accountColumns: z.enum(["shown", "unknown", "removed"]),
  vendorElsewhere: z.enum(["entity", "subsidiary"]),
  phoneCheck: z.enum(["length", "formats"]),
  contactRefusal: z.enum(["USER_ERROR", "INVALID_CONTENT"]),
  mergedExternalId: z.enum(["lost", "moved"]),
  customLists: z.record(z.string(), z.record(z.string(), z.string())),
  mandatoryBy: z.enum(["field", "form"]),
};
