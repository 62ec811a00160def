import { z } from "zod";
import { instant, money } from "./contract-parts.ts";

/** Null: that side does not say. Procore first. */
const sides = z.tuple([money.nullable(), money.nullable()]);

const figures = z.object({ contract: sides, billed: sides, paid: sides, retained: sides });

export const FigureName = z.enum(["contract", "billed", "paid", "retained"]);
export type FigureName = z.output<typeof FigureName>;

export const ReconciledContract = z.object({
  /** 1, 2, 3 …: what differs comes first. */
  place: z.number().int(),
  projectId: z.string(),
  projectName: z.string(),
  procoreId: z.string(),
  /** Null: Crosstie does not know it yet. */
  recordId: z.string().nullable(),
  number: z.string(),
  title: z.string(),
  vendorName: z.string().nullable(),
  /** ISO 4217, of all its figures. */
  currency: z.string(),
  figures,
  differs: z.array(FigureName),
  /** Why: "change order 003 not sent". */
  reasons: z.array(
    z.object({
      of: FigureName,
      says: z.string(),
      detail: z.string().nullable(),
      recordId: z.string().nullable(),
    }),
  ),
  /** When both systems were read. */
  readAt: instant,
});
export type ReconciledContract = z.output<typeof ReconciledContract>;

const Run = z.object({
  status: z.enum(["running", "done", "failed"]),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Contracts; `total` null: nobody knows yet how many there are. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** By name. Null: the nightly one. */
  by: z.string().nullable(),
  problem: z.string().nullable(),
});

export const ReconcilePage = z.object({
  /** What a sentence calls the ERP. */
  system: z.string(),
  /** The newest one. Null: there was none yet. */
  run: Run.nullable(),
  /** The last one that came to its end: all figures are of it. Null: there are none. */
  shown: Run.nullable(),
  /** By project and currency; what differs comes first. */
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      currency: z.string(),
      contracts: z.number().int(),
      differing: z.number().int(),
      figures,
    }),
  ),
  items: z.array(ReconciledContract),
  nextCursor: z.string().nullable(),
  /** Of what fits; the differing ones in it. */
  count: z.number().int(),
  differing: z.number().int(),
});
export type ReconcilePage = z.output<typeof ReconcilePage>;
