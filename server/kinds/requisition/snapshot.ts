import { z } from "zod";
import type { Requisition } from "../../procore/requisitions.ts";
import type { AnySnapshot } from "../kind.ts";
import { instant, optionalInstant, optionalText, version } from "../stored.ts";

export type RequisitionSnapshot = Requisition & AnySnapshot;

export const WHOLE = 1;

/** Older snapshots have only `amount`, which then counts as gross. */
const Item = z
  .object({
    id: z.string(),
    lineId: optionalText,
    /** The name of `lineId` before change orders were read. */
    commitmentLineId: optionalText,
    kind: z
      .enum([
        "contract_item",
        "contract_detail_item",
        "change_order_item",
        "whole_change_order_item",
      ])
      .default("contract_item"),
    description: z.string().default(""),
    amount: z.string(),
    gross: optionalText,
    retainageHeld: z.string().default("0.00"),
    retainageReleased: z.string().default("0.00"),
    billedBefore: optionalText,
    grossBefore: optionalText,
    budgetCode: optionalText,
    costType: optionalText,
  })
  .transform(({ commitmentLineId, ...item }) => ({
    ...item,
    lineId: item.lineId ?? commitmentLineId,
    gross: item.gross ?? item.amount,
  }));

const Stored = z.object({
  id: z.string(),
  commitmentId: z.string(),
  projectId: z.string(),
  number: z.string(),
  invoiceNumber: optionalText,
  status: z.string(),
  billingDate: optionalText,
  paymentDate: optionalText,
  periodEnd: optionalText,
  vendorId: optionalText,
  vendorName: optionalText,
  total: z.string(),
  tax: optionalText,
  retainage: z.string(),
  originId: optionalText,
  createdBy: optionalText,
  createdAt: optionalInstant,
  updatedAt: instant,
  items: z.array(Item),
  version,
});

export function parseRequisition(stored: unknown): RequisitionSnapshot {
  return Stored.parse(stored);
}
