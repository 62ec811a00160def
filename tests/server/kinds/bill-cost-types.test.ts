import { expect, it } from "vitest";
import { billDocument } from "../../../server/kinds/requisition/document.ts";
import { parseRequisition } from "../../../server/kinds/requisition/snapshot.ts";
import type { InErp } from "../../../server/kinds/subject.ts";

const now = "2026-03-01T00:00:00Z";

const typed = (id: string, [costTypeId, costTypeCode, costType]: [string, string, string]) => ({
  id,
  amount: "100.00",
  position: 1,
  costTypeId,
  costTypeCode,
  costType,
});

const contract = {
  id: "400",
  kind: "subcontract",
  projectId: "77",
  number: "SC-1",
  title: "Stairs",
  status: "Approved",
  grandTotal: "400.00",
  updatedAt: now,
  version: 1,
  lines: [
    typed("1", ["4001", "M", "Materials"]),
    typed("2", ["4002", "L", "Labor"]),
    typed("3", ["4003", "X", "Rental"]),
    typed("4", ["4004", "X", "Freight"]),
  ],
};

const inErp = (snapshot: unknown) =>
  ({
    erpId: "9",
    erpLines: { "1": "1", "3": "2", "4": "3" },
    number: "SC-1",
    snapshot,
  }) as unknown as InErp;

/** Of one item that bills this line, or was added by a change order, with this code beside it. */
function costTypeOf(lineId: string | undefined, costType: string | undefined) {
  const snapshot = parseRequisition({
    id: "500",
    commitmentId: "400",
    projectId: "77",
    number: "1",
    status: "approved",
    total: "10.00",
    retainage: "0.00",
    updatedAt: now,
    version: 1,
    items: [{ id: "51", lineId, amount: "10.00", costType }],
  });
  const document = billDocument({
    record: { kind: "requisition", procoreId: "500", erpLines: {} },
    snapshot,
    needed: { commitment: inErp(contract), vendor: inErp({}) },
    project: undefined,
  });
  return document.lines[0]?.costType;
}

it("gives a billed line the cost type of the contract's line, whatever code is beside it", () => {
  const materials = { id: "4001", code: "M", name: "Materials" };

  expect(costTypeOf("1", "M")).toEqual(materials);
  expect(costTypeOf("1", "L")).toEqual(materials);
  expect(costTypeOf("1", undefined)).toEqual(materials);
});

it("finds the cost type of what a change order added by its code, where only one has that code", () => {
  expect(costTypeOf(undefined, "L")).toEqual({ id: "4002", code: "L", name: undefined });
  expect(costTypeOf(undefined, "X")).toEqual({ id: undefined, code: "X", name: undefined });
  expect(costTypeOf(undefined, "NEW")).toEqual({ id: undefined, code: "NEW", name: undefined });
  expect(costTypeOf(undefined, undefined)).toBeUndefined();
});
