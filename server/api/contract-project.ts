import { z } from "zod";
import { RecordStatus } from "./contract-activity.ts";
import { instant, money, procoreId } from "./contract-parts.ts";

/** A commitment that the ERP does not have. */
export const NotInErp = z.object({
  projectId: procoreId,
  projectName: z.string(),
  commitmentId: procoreId,
  number: z.string(),
  title: z.string(),
  vendor: z.string().nullable(),
  amount: money,
  currency: z.string(),
  record: RecordStatus,
  /** Why, in a clause. */
  reason: z.string(),
  since: instant,
  /** `sender`: whoever may push to accounting. */
  whoseMove: z.enum(["project", "accounting", "admin", "crosstie", "sender"]),
  /** In Procore. */
  url: z.string(),
});
export type NotInErp = z.output<typeof NotInErp>;

export const NotInErpList = z.object({
  /** What ERP; null: none is connected. */
  system: z.string().nullable(),
  /** Those that wait longest first. */
  items: z.array(NotInErp),
  /** Beside them. */
  more: z.number().int(),
});
export type NotInErpList = z.output<typeof NotInErpList>;

/** Of the commitments that this reader sees in one project. */
export const ProjectView = z.object({
  project: z.object({ id: procoreId, name: z.string() }),
  system: z.string().nullable(),
  commitments: z.number().int(),
  inErp: z.number().int(),
  /** By currency, of what is in the ERP; of the rest nobody may have told us how it was paid. */
  totals: z.array(
    z.object({
      currency: z.string(),
      /** Contracts that the ERP does not have. */
      missing: money,
      contract: money,
      billed: money,
      paid: money,
      unpaid: money,
      retainage: money,
    }),
  ),
  /** Ten at most. */
  waiting: z.array(NotInErp),
  more: z.number().int(),
  asOf: instant,
});
export type ProjectView = z.output<typeof ProjectView>;

/** The commitment under which people find an invoice. */
export const InvoicePlace = z.object({ commitmentId: procoreId });
export type InvoicePlace = z.output<typeof InvoicePlace>;
