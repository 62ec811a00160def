import { Decimal } from "decimal.js";
import type { Commitment, CommitmentLine } from "../procore/commitments.ts";
import type { Requisition } from "../procore/requisitions.ts";
import type { Vendor } from "../procore/vendors.ts";
import type { RecordKind, SyncRecord } from "../store/records.ts";
import type { Field } from "./compare.ts";

/**
 * A record's state in Procore, as it was last fetched; this is what `records.snapshot` and
 * `records.sent` hold.
 */
export interface Snapshots {
  vendor: Vendor;
  commitment: Commitment;
  requisition: Requisition;
}

export type Snapshot = Snapshots[RecordKind];

export function commitmentOf(record: SyncRecord): Commitment {
  return record.snapshot as Commitment;
}

export function requisitionOf(record: SyncRecord): Requisition {
  return record.snapshot as Requisition;
}

export function vendorOf(record: SyncRecord): Vendor {
  return record.snapshot as Vendor;
}

/**
 * The fields whose change is an activity. What Crosstie itself writes to Procore (origin ids) is
 * not among them.
 */
export function fieldsOf(kind: RecordKind, snapshot: unknown): Field[] {
  if (!snapshot) return [];
  if (kind === "commitment") return commitmentFields(snapshot as Commitment);
  if (kind === "requisition") return requisitionFields(snapshot as Requisition);
  return vendorFields(snapshot as Vendor);
}

function commitmentFields(commitment: Commitment): Field[] {
  return [
    { name: "grand_total", value: commitment.grandTotal, kind: "total" },
    { name: "approved_change_orders", value: commitment.approvedChangeOrders, kind: "total" },
    { name: "status", value: commitment.status },
    { name: "number", value: commitment.number },
    { name: "title", value: commitment.title },
    { name: "vendor", value: commitment.vendorName },
    { name: "description", value: commitment.description },
    { name: "contract_date", value: commitment.contractDate },
    { name: "retainage_percent", value: commitment.retainagePercent },
    ...commitment.lines.flatMap((line, index): Field[] => {
      const name = `line ${index + 1}${line.description ? ` · ${line.description}` : ""}`;
      return [
        { key: `${line.id} amount`, name: `${name}`, value: line.amount, kind: "money" },
        { key: `${line.id} cost code`, name: `${name}: cost code`, value: line.costCode },
        { key: `${line.id} quantity`, name: `${name}: quantity`, value: line.quantity },
        // A lump sum has its amount as unit cost: once is enough.
        {
          key: `${line.id} unit cost`,
          name: `${name}: unit cost`,
          value: isLumpSum(line) ? undefined : line.unitCost,
          kind: "money",
        },
      ];
    }),
  ];
}

function isLumpSum({ unitCost, amount }: CommitmentLine): boolean {
  return unitCost !== undefined && new Decimal(unitCost).equals(amount);
}

function requisitionFields(requisition: Requisition): Field[] {
  return [
    { name: "payment_due", value: requisition.total, kind: "total" },
    { name: "retainage", value: requisition.retainage, kind: "money" },
    { name: "status", value: requisition.status },
    { name: "invoice_number", value: requisition.invoiceNumber },
    { name: "billing_date", value: requisition.billingDate },
    ...requisition.items.map((item, index): Field => ({
      key: `${item.id} amount`,
      name: `line ${index + 1}${item.description ? ` · ${item.description}` : ""}`,
      value: item.amount,
      kind: "money",
    })),
  ];
}

function vendorFields(vendor: Vendor): Field[] {
  return [
    { name: "name", value: vendor.name },
    { name: "email", value: vendor.email },
    { name: "phone", value: vendor.phone },
  ];
}

/** How people call a record: `SC-014`, `invoice 0007`, `vendor Acme Steel`. */
export function labelOf(record: Pick<SyncRecord, "kind" | "number" | "title">): string {
  if (record.kind === "vendor") return `vendor ${record.title}`;
  return record.kind === "requisition" ? `invoice ${record.number}` : record.number;
}
