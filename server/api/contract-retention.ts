import { z } from "zod";

/** How long activities stay in the lists, and archived ones at all; null: for good. */
export const Retention = z.strictObject({
  archiveAfterMonths: z.number().int().min(1).max(120).nullable(),
  eraseAfterYears: z.number().int().min(1).max(50).nullable(),
});
export type Retention = z.output<typeof Retention>;

/** What the next night would do with it. */
export const RetentionCount = z.object({
  toArchive: z.number().int(),
  toErase: z.number().int(),
});
export type RetentionCount = z.output<typeof RetentionCount>;
