import { z } from "zod";
import type { ChangeOrder } from "../../procore/change-orders.ts";
import type { Commitment } from "../../procore/commitments.ts";
import type { AnySnapshot } from "../kind.ts";
import { instant, optionalInstant, optionalText, version } from "../stored.ts";

/** `changeOrders`: by number, without deleted ones. */
export type CommitmentSnapshot = Commitment & AnySnapshot & { changeOrders: ChangeOrder[] };

/** Since this version with the contract's own lines. */
export const LINES = 1;
/** Since this version with its change orders: all that a document needs. */
export const WHOLE = 2;
/** From a list of contracts: without lines. */
export const HEAD_ONLY = 0;

const Line = z.object({
  id: z.string(),
  description: z.string().default(""),
  quantity: optionalText,
  unitCost: optionalText,
  uom: optionalText,
  amount: z.string(),
  costCode: optionalText,
  costCodeId: optionalText,
  costCodeName: optionalText,
  costType: optionalText,
  costTypeId: optionalText,
  costTypeCode: optionalText,
  position: z.number(),
});

const Change = z.object({
  id: z.string(),
  packageId: optionalText,
  number: z.string(),
  title: z.string(),
  status: z.string(),
  total: z.string(),
  updatedAt: instant,
  lines: z.array(Line),
});

const Issued = z.object({
  id: z.string(),
  amount: z.string(),
  date: optionalText,
  number: z
    .number()
    .nullish()
    .transform((value) => value ?? undefined),
  invoiceNumber: optionalText,
  checkNumber: optionalText,
  originId: optionalText,
});

const Stored = z.object({
  id: z.string(),
  kind: z.enum(["subcontract", "purchase_order"]),
  projectId: z.string(),
  number: z.string(),
  title: z.string(),
  status: z.string(),
  executed: z.boolean().default(false),
  vendorId: optionalText,
  vendorName: optionalText,
  description: optionalText,
  contractDate: optionalText,
  retainagePercent: optionalText,
  grandTotal: z.string(),
  approvedChangeOrders: optionalText,
  revisedContract: optionalText,
  currency: optionalText,
  originId: optionalText,
  originCode: optionalText,
  createdAt: optionalInstant,
  updatedAt: instant,
  deletedAt: optionalInstant,
  paymentsIssued: z.array(Issued).optional(),
  lines: z.array(Line),
  mayHaveChangeOrders: z.boolean().default(true),
  changeOrders: z.array(Change).default([]),
  version,
});

export function parseCommitment(stored: unknown): CommitmentSnapshot {
  return Stored.parse(stored);
}
