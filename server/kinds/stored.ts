import { z } from "zod";

/** JSON leaves out what is undefined. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

export const instant = z.coerce.date();

export const optionalInstant = z
  .union([z.coerce.date(), z.null()])
  .optional()
  .transform((value) => value ?? undefined);

/** Snapshots from before versions were kept know all that version 1 knows. */
export const version = z.number().int().default(1);
