import { Decimal } from "decimal.js";
import { z } from "zod";
import { date, id, instant, money, optionalId, optionalInstant, text } from "./shapes.ts";

/** Money: decimal strings. Dates: `YYYY-MM-DD`. */
export interface Requisition {
  id: string;
  commitmentId: string;
  projectId: string;
  /** Counts up within the commitment. */
  number: string;
  /** The subcontractor's own number. */
  invoiceNumber: string | undefined;
  /** `draft`, `approved` …: Procore may add to its list. */
  status: string;
  billingDate: string | undefined;
  paymentDate: string | undefined;
  periodEnd: string | undefined;
  vendorId: string | undefined;
  vendorName: string | undefined;
  /** `summary.current_payment_due`: payable now, net of retainage. */
  total: string;
  /** Undefined in what was stored before we asked for it. */
  tax: string | undefined;
  /** `summary.total_retainage`: held back so far on this commitment. */
  retainage: string;
  originId: string | undefined;
  /** A name. */
  createdBy: string | undefined;
  createdAt: Date | undefined;
  updatedAt: Date;
  items: RequisitionItem[];
}

export interface RequisitionItem {
  id: string;
  /** The billed line of a change order or the contract; undocumented for detail items. */
  lineId: string | undefined;
  kind: "contract_item" | "contract_detail_item" | "change_order_item" | "whole_change_order_item";
  description: string;
  /** Billed this period, net of retainage. The items add up to `total`, except for tax. */
  amount: string;
  /** Billed this period, before retainage. */
  gross: string;
  /** Held back from this invoice; held back earlier and released by this one. */
  retainageHeld: string;
  retainageReleased: string;
  /** Billed by earlier invoices, net of retainage. Undefined: Procore does not say. */
  billedBefore: string | undefined;
  /** The same before retainage. */
  grossBefore: string | undefined;
  /** Procore's flat code: `05-100.SUB`; its last part is the cost type. */
  budgetCode: string | undefined;
  costType: string | undefined;
}

const ItemShape = z.object({
  id,
  item_type: z
    .enum(["contract_item", "contract_detail_item", "change_order_item", "whole_change_order_item"])
    .default("contract_item"),
  line_item_id: optionalId,
  description_of_work: text,
  work_completed_this_period: money,
  materials_presently_stored: money,
  total_completed_and_stored_to_date: money,
  total_completed_and_stored_to_date_from_previous: money,
  work_completed_retainage_from_previous_application: money,
  work_completed_retainage_retained_this_period: money,
  work_completed_retainage_released_this_period: money,
  materials_stored_retainage_currently_retained: money,
  materials_stored_retainage_new_materials: money,
  materials_stored_retainage_released_this_period: money,
  materials_retainage_retained_moved: money,
  wbs_code: z.object({ flat_code: text }).nullish(),
});
type ItemShape = z.output<typeof ItemShape>;

export const RequisitionShape = z.object({
  id,
  commitment_id: id,
  number: text,
  invoice_number: text,
  status: z.string(),
  billing_date: date,
  payment_date: date,
  requisition_end: date,
  vendor_id: optionalId,
  vendor_name: text,
  summary: z.object({
    current_payment_due: money,
    tax_applicable_to_this_payment: money,
    total_retainage: money,
  }),
  origin_id: text,
  created_by: z.object({ name: text }).nullish(),
  created_at: optionalInstant,
  updated_at: instant,
  items: z.array(ItemShape),
});

export function toRequisition(
  shape: z.output<typeof RequisitionShape>,
  projectId: string,
): Requisition {
  return {
    id: shape.id,
    commitmentId: shape.commitment_id,
    projectId,
    number: shape.number ?? "",
    invoiceNumber: shape.invoice_number,
    status: shape.status,
    billingDate: shape.billing_date,
    paymentDate: shape.payment_date,
    periodEnd: shape.requisition_end,
    vendorId: shape.vendor_id,
    vendorName: shape.vendor_name,
    total: shape.summary.current_payment_due ?? "0",
    tax: shape.summary.tax_applicable_to_this_payment,
    retainage: shape.summary.total_retainage ?? "0",
    originId: shape.origin_id,
    createdBy: shape.created_by?.name,
    createdAt: shape.created_at,
    updatedAt: shape.updated_at,
    items: shape.items.map(toItem),
  };
}

function toItem(item: ItemShape): RequisitionItem {
  const budgetCode = item.wbs_code?.flat_code;
  return {
    id: item.id,
    lineId: item.line_item_id,
    kind: item.item_type,
    description: item.description_of_work ?? "",
    ...amountsOf(item),
    billedBefore: billedBefore(item),
    grossBefore: item.total_completed_and_stored_to_date_from_previous,
    budgetCode,
    costType: budgetCode?.includes(".")
      ? budgetCode.slice(budgetCode.lastIndexOf(".") + 1)
      : undefined,
  };
}

// As on the G702/G703 form: billed this period, less retainage kept, plus retainage released.
// Procore does not document whether `net_amount` is net of retainage or of tax.
function amountsOf(
  item: ItemShape,
): Pick<RequisitionItem, "amount" | "gross" | "retainageHeld" | "retainageReleased"> {
  const gross = grossOf(item);
  const held = decimal(item.work_completed_retainage_retained_this_period).plus(
    decimal(
      item.materials_stored_retainage_new_materials ??
        item.materials_stored_retainage_currently_retained,
    ),
  );
  const released = decimal(item.work_completed_retainage_released_this_period).plus(
    decimal(item.materials_stored_retainage_released_this_period),
  );
  return {
    amount: gross.minus(held).plus(released).toFixed(2),
    gross: gross.toFixed(2),
    retainageHeld: held.toFixed(2),
    retainageReleased: released.toFixed(2),
  };
}

/** For materials Procore says what is held back by now and what changed: this counts back. */
function billedBefore(item: ItemShape): string | undefined {
  const completed = item.total_completed_and_stored_to_date_from_previous;
  const held = item.work_completed_retainage_from_previous_application;
  if (completed === undefined || held === undefined) return undefined;
  const heldOfMaterials = decimal(item.materials_stored_retainage_currently_retained)
    .minus(
      decimal(
        item.materials_stored_retainage_new_materials ??
          item.materials_stored_retainage_currently_retained,
      ),
    )
    .plus(decimal(item.materials_stored_retainage_released_this_period))
    .plus(decimal(item.materials_retainage_retained_moved));
  return decimal(completed).minus(held).minus(heldOfMaterials).toFixed(2);
}

function grossOf(item: ItemShape): Decimal {
  const previous = item.total_completed_and_stored_to_date_from_previous;
  const toDate = item.total_completed_and_stored_to_date;
  if (previous !== undefined && toDate !== undefined) return decimal(toDate).minus(previous);
  return decimal(item.work_completed_this_period).plus(decimal(item.materials_presently_stored));
}

function decimal(value: string | undefined): Decimal {
  return new Decimal(value ?? 0);
}
