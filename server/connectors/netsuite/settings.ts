import { z } from "zod";
import { ConflictError } from "../../errors.ts";

const id = z
  .string()
  .trim()
  .regex(/^-?\d+$/, "must be a NetSuite internal id");
const optionalId = z
  .union([z.literal("").transform(() => null), id])
  .nullish()
  .transform((value) => value ?? null);

const NetSuiteSettings = z.object({
  /** Null in accounts that are not OneWorld. */
  subsidiaryId: optionalId,
  itemId: optionalId,
  itemIdsByCostType: z.record(z.string(), id).default({}),
});
export type NetSuiteSettings = z.output<typeof NetSuiteSettings>;

export function readSettings(settings: unknown): NetSuiteSettings {
  const read = NetSuiteSettings.safeParse(settings ?? {});
  if (read.success) return read.data;
  const fields = read.error.issues
    .map((issue) => `${issue.path.join(".")} ${issue.message}`)
    .join("; ");
  throw new ConflictError(
    `The NetSuite settings cannot be used: ${fields}. An admin must choose them again in Settings.`,
  );
}
