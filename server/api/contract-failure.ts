import { z } from "zod";
import { instant } from "./contract-parts.ts";

export const Remedy = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["retry", "create_vendor"]), label: z.string() }),
  z.object({
    kind: z.literal("open_settings"),
    label: z.string(),
    /** Of Settings, where it is mended. */
    section: z.enum(["connection", "mappings"]),
  }),
]);
export type Remedy = z.output<typeof Remedy>;

export const Candidate = z.object({
  id: z.string(),
  number: z.string().nullable(),
  name: z.string(),
  /** Shown after the name: "inactive", "nearly the same name". */
  why: z.string(),
  /** Why the ERP refuses documents for it as it is now, in a sentence. Null: it takes them. */
  closed: z.string().nullable(),
  url: z.string().nullable(),
  canLink: z.boolean(),
  /** A document that somebody has entered for the record itself; otherwise what the record needs. */
  isItself: z.boolean(),
});
export type Candidate = z.output<typeof Candidate>;

export const Failure = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  whoseMove: z.enum(["project", "accounting", "admin", "crosstie"]),
  /** `said`: the other system's own words. */
  system: z.string(),
  said: z.string().nullable(),
  attempts: z.number().int(),
  lastAt: instant,
  candidates: z.array(Candidate),
  remedies: z.array(Remedy),
});
export type Failure = z.output<typeof Failure>;
