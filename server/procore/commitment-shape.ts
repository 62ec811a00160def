import { z } from "zod";
import { date, flag, id, instant, money, optionalId, optionalInstant, text } from "./shapes.ts";

export type CommitmentKind = "subcontract" | "purchase_order";

/** Money: decimal strings as Procore sends them. Dates: `YYYY-MM-DD`. */
export interface Commitment {
  id: string;
  kind: CommitmentKind;
  projectId: string;
  number: string;
  title: string;
  /** Procore's own word: `Approved`. Subcontracts and purchase orders have different lists. */
  status: string;
  executed: boolean;
  vendorId: string | undefined;
  vendorName: string | undefined;
  description: string | undefined;
  contractDate: string | undefined;
  retainagePercent: string | undefined;
  /** Sum of the lines: the original contract. */
  grandTotal: string;
  approvedChangeOrders: string | undefined;
  /** Original plus approved change orders. */
  revisedContract: string | undefined;
  /** ISO 4217, where the company uses several. */
  currency: string | undefined;
  originId: string | undefined;
  originCode: string | undefined;
  createdAt: Date | undefined;
  updatedAt: Date;
  deletedAt: Date | undefined;
  lines: CommitmentLine[];
  /** False: Procore says that it has none. */
  mayHaveChangeOrders: boolean;
  /** Payments Issued of any source; undefined: Procore's answer does not show them. */
  paymentsIssued?: IssuedPayment[] | undefined;
}

export interface IssuedPayment {
  id: string;
  amount: string;
  date: string | undefined;
  number: number | undefined;
  invoiceNumber: string | undefined;
  /** The contract does not say it, but the list of its payments does. */
  requisitionId?: string | undefined;
  checkNumber: string | undefined;
  /** Undefined: typed into Procore by hand. */
  originId: string | undefined;
}

export interface CommitmentLine {
  id: string;
  description: string;
  quantity: string | undefined;
  unitCost: string | undefined;
  uom: string | undefined;
  amount: string;
  /** Full code: `05-100`. */
  costCode: string | undefined;
  costCodeId: string | undefined;
  costCodeName: string | undefined;
  /** By name: `Commitment`. */
  costType: string | undefined;
  costTypeId: string | undefined;
  costTypeCode: string | undefined;
  position: number;
}

export const KindShape = z.object({ type: z.enum(["WorkOrderContract", "PurchaseOrderContract"]) });

const LineShape = z.object({
  id,
  description: text,
  quantity: money,
  unit_cost: money,
  uom: text,
  amount: money,
  cost_code: z.object({ id: optionalId, full_code: text, code: text, name: text }).nullish(),
  line_item_type: z.object({ id: optionalId, code: text, name: text }).nullish(),
  position: z.coerce.number().nullish(),
});

const IssuedShape = z.object({
  id,
  amount: money,
  date,
  payment_number: z.coerce.number().int().nullish(),
  invoice_number: text,
  check_number: text,
  origin_id: text,
});

export const CommitmentShape = z.object({
  id,
  number: text,
  title: text,
  status: z.string(),
  executed: flag,
  // The documented member is `company`; the read-only commitments list says `name`.
  vendor: z.object({ id: id.nullish(), company: text, name: text }).nullish(),
  description: text,
  contract_date: date,
  retainage_percent: money,
  grand_total: money,
  approved_change_orders: money,
  revised_contract: money,
  currency_configuration: z.object({ currency_iso_code: text }).nullish(),
  origin_id: text,
  origin_code: text,
  created_at: optionalInstant,
  updated_at: instant,
  deleted_at: optionalInstant,
  line_items: z.array(LineShape).nullish(),
  payments_issued: z.array(IssuedShape).nullish(),
  change_order_packages: z.array(z.unknown()).nullish(),
});

export function toCommitment(
  shape: z.output<typeof CommitmentShape>,
  { kind, projectId }: { kind: CommitmentKind; projectId: string },
): Commitment {
  return {
    id: shape.id,
    kind,
    projectId,
    number: shape.number ?? "",
    title: shape.title ?? "",
    status: shape.status,
    executed: shape.executed,
    vendorId: shape.vendor?.id ?? undefined,
    vendorName: shape.vendor?.company ?? shape.vendor?.name,
    description: shape.description,
    contractDate: shape.contract_date,
    retainagePercent: shape.retainage_percent,
    grandTotal: shape.grand_total ?? "0",
    approvedChangeOrders: shape.approved_change_orders,
    revisedContract: shape.revised_contract,
    currency: shape.currency_configuration?.currency_iso_code,
    originId: shape.origin_id,
    originCode: shape.origin_code,
    createdAt: shape.created_at,
    updatedAt: shape.updated_at,
    deletedAt: shape.deleted_at,
    mayHaveChangeOrders: shape.change_order_packages?.length !== 0,
    paymentsIssued: shape.payments_issued?.map(toIssued),
    lines: (shape.line_items ?? [])
      .map(toLine)
      .toSorted((one, other) => one.position - other.position),
  };
}

function toIssued(payment: z.output<typeof IssuedShape>): IssuedPayment {
  return {
    id: payment.id,
    amount: payment.amount ?? "0",
    date: payment.date,
    number: payment.payment_number ?? undefined,
    invoiceNumber: payment.invoice_number,
    checkNumber: payment.check_number,
    originId: payment.origin_id,
  };
}

function toLine(line: z.output<typeof LineShape>, index: number): CommitmentLine {
  return {
    id: line.id,
    description: line.description ?? "",
    quantity: line.quantity,
    unitCost: line.unit_cost,
    uom: line.uom,
    amount: line.amount ?? "0",
    costCode: line.cost_code?.full_code ?? line.cost_code?.code,
    costCodeId: line.cost_code?.id,
    costCodeName: line.cost_code?.name,
    costType: line.line_item_type?.name,
    costTypeId: line.line_item_type?.id,
    costTypeCode: line.line_item_type?.code,
    position: line.position ?? index + 1,
  };
}
