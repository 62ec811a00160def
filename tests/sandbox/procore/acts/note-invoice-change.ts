import type { Author } from "../access.ts";
import type { Requisition, RequisitionItemKind } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";

/** Procore's columns by our names. */
const COLUMNS = {
  status: "status",
  invoiceNumber: "invoice_number",
  billingDate: "billing_date",
  dueDate: "due_date",
  paymentDate: "payment_date",
  submittedAt: "submitted_at",
  requisitionStart: "requisition_start",
  requisitionEnd: "requisition_end",
  final: "final",
};
const ITEM_COLUMNS = {
  workCompletedThisPeriod: "work_completed_this_period",
  materialsPresentlyStored: "materials_presently_stored",
  workRetainageThisPeriod: "work_completed_retainage_retained_this_period",
  materialsRetainage: "materials_stored_retainage_currently_retained",
  workRetainageReleased: "work_completed_retainage_released_this_period",
  subcontractorClaimedAmount: "subcontractor_claimed_amount",
  status: "status",
  comment: "comment",
};
/** As Procore's ERP events name them; the change history's own words for them are not published. */
const ITEM_TYPES: Record<RequisitionItemKind, string> = {
  contract_item: "Billings::ContractItem",
  contract_detail_item: "Billings::ContractDetailItem",
  change_order_item: "Billings::ChangeOrderItem",
};

/** Keeps who changed what: the one record in Procore whose changes can be asked for by person. */
export function noteInvoiceChange(
  state: ProcoreState,
  { before, after, by }: { before: Requisition; after: Requisition; by: Author },
): void {
  const note = (ref: { refId: string; refType: string }, columns: Changed[]) => {
    for (const { column, from, to } of columns) {
      state.invoiceChanges.push({
        ...ref,
        id: nextId(state, state.companies.get(after.companyId)?.zone),
        requisitionId: after.id,
        column,
        oldValue: from,
        newValue: to,
        actionById: by.userId,
        createdAt: after.updatedAt,
      });
    }
  };
  note({ refId: after.id, refType: "Billings::Requisition" }, changed(before, after, COLUMNS));
  for (const item of after.items) {
    const old = before.items.find(({ id }) => id === item.id);
    note({ refId: item.id, refType: ITEM_TYPES[item.kind] }, changed(old, item, ITEM_COLUMNS));
  }
}

interface Changed {
  column: string;
  from: string | null;
  to: string | null;
}

function changed<Row extends object>(
  before: Row | undefined,
  after: Row,
  columns: Partial<Record<keyof Row, string>>,
): Changed[] {
  const text = (value: unknown) =>
    value === null || value === undefined ? null : `${value as string}`;
  return (Object.entries(columns) as [keyof Row, string][])
    .map(([name, column]) => ({ column, from: text(before?.[name]), to: text(after[name]) }))
    .filter(({ from, to }) => from !== to);
}
