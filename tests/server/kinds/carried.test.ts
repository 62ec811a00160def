import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { kindOf } from "../../../server/kinds/index.ts";
import type { AnySnapshot } from "../../../server/kinds/kind.ts";
import type { InErp } from "../../../server/kinds/subject.ts";
import { difference } from "../../../server/sync/detect/compare.ts";

const updatedAt = "2026-03-20T15:40:00Z";
const line = {
  id: "31",
  description: "Columns",
  quantity: "2",
  unitCost: "50.00",
  amount: "100.00",
  costCode: "05-100",
  costType: "Commitment",
  position: 1,
};
const item = { id: "41", commitmentLineId: "31", description: "Columns", amount: "60.00" };
const samples = {
  commitment: {
    id: "11",
    kind: "subcontract",
    projectId: "1",
    number: "SC-1",
    title: "Steel",
    status: "Approved",
    grandTotal: "100.00",
    updatedAt,
    lines: [line],
  },
  requisition: {
    id: "21",
    commitmentId: "11",
    projectId: "1",
    number: "1",
    status: "approved",
    total: "60.00",
    retainage: "6.00",
    updatedAt,
    items: [item],
  },
  vendor: { id: "51", name: "Acme", updatedAt },
};

/** What it needs is in the ERP. */
const needed = {
  vendor: { erpId: "900" },
  commitment: {
    erpId: "901",
    number: "SC-1",
    erpLines: { "31": "1" },
    snapshot: samples.commitment,
  },
} as unknown as Record<string, InErp>;

function documentOf(kind: keyof typeof samples, snapshot: AnySnapshot) {
  const record = { kind, procoreId: "1", erpLines: {} };
  return kindOf({ kind }).document({ record, snapshot, needed, project: undefined });
}

it.each<[keyof typeof samples, string, object]>([
  ["commitment", "number", { number: "SC-2" }],
  ["commitment", "title", { title: "Structural steel" }],
  ["commitment", "description", { description: "Erect and bolt" }],
  ["commitment", "contract date", { contractDate: "2026-04-01" }],
  ["commitment", "retainage", { retainagePercent: "5.0" }],
  ["commitment", "currency", { currency: "CAD" }],
  ["commitment", "execution", { executed: true }],
  ["commitment", "status", { status: "Complete" }],
  ["commitment", "line's amount", { grandTotal: "90.00", lines: [{ ...line, amount: "90.00" }] }],
  ["commitment", "line's description", { lines: [{ ...line, description: "Beams" }] }],
  ["commitment", "line's quantity", { lines: [{ ...line, quantity: "4" }] }],
  ["commitment", "line's unit cost", { lines: [{ ...line, unitCost: "40.00" }] }],
  ["commitment", "line's cost code", { lines: [{ ...line, costCode: "05-200" }] }],
  ["commitment", "line's cost type", { lines: [{ ...line, costType: "Labor" }] }],
  ["commitment", "line that is gone", { grandTotal: "0.00", lines: [] }],
  ["requisition", "invoice number", { invoiceNumber: "A-1" }],
  ["requisition", "billing date", { billingDate: "2026-04-01" }],
  ["requisition", "end of its period", { periodEnd: "2026-04-30" }],
  ["requisition", "due date", { paymentDate: "2026-05-01" }],
  ["requisition", "total retainage", { retainage: "7.00" }],
  ["requisition", "retainage of a line", { items: [{ ...item, retainageHeld: "1.00" }] }],
  ["requisition", "status", { status: "approved_as_noted" }],
  ["requisition", "line's amount", { total: "50.00", items: [{ ...item, amount: "50.00" }] }],
  ["requisition", "line's description", { items: [{ ...item, description: "Beams" }] }],
  ["vendor", "name", { name: "Acme Steel" }],
  ["vendor", "e-mail", { email: "office@acme.example" }],
  ["vendor", "phone", { phone: "206-555-0100" }],
  ["vendor", "address", { address: "1 Main Street" }],
])("sends a %s's new %s just where its document carries that", (name, _what, change) => {
  const kind = kindOf({ kind: name });
  const [older, newer] = [samples[name], { ...samples[name], ...change }];

  const documents = [older, newer].map((stored) => documentOf(name, kind.parse(stored)));

  const isCarried = !isDeepStrictEqual(documents[0], documents[1]);
  expect(difference(kind, older, newer).isToSend).toBe(isCarried);
});
