import { afterEach, beforeEach, expect, it } from "vitest";
import { fetchCommitment } from "../../../server/procore/commitments.ts";
import { tellOrigins, tellRequisitionOrigin } from "../../../server/procore/origin.ts";
import { fetchRequisition } from "../../../server/procore/requisitions.ts";
import { fetchVendor } from "../../../server/procore/vendors.ts";
import { openRig, type Rig } from "./rig.ts";

let rig: Rig;

beforeEach(async () => {
  rig = await openRig();
});

afterEach(() => rig.close());

const SYNC = "/rest/v1.0/work_order_contracts/sync";

function subcontracts() {
  const mine = [...rig.state.commitments.values()].filter(
    ({ projectId, kind, originId }) =>
      projectId === rig.hospital.id && kind === "work_order_contract" && originId === null,
  );
  return mine.slice(0, 3);
}

const target = () => ({
  companyId: rig.us.id,
  kind: "subcontract" as const,
  projectId: rig.hospital.id,
});

it("tells the origins of many commitments with one write", async () => {
  const [one, two, three] = subcontracts();

  const outcome = await tellOrigins(
    rig.procore,
    target(),
    [one!, two!, three!].map(({ id }, index) => ({
      id,
      reference: "ns",
      originId: `ns-${index}`,
      originCode: `PO1000${index}`,
    })),
  );

  expect(outcome).toEqual({ told: [one!.id, two!.id, three!.id], refused: [] });
  expect(rig.count(SYNC)).toBe(1);
  const read = await fetchCommitment(rig.procore, {
    companyId: rig.us.id,
    projectId: rig.hospital.id,
    id: two!.id,
  });
  expect(read).toMatchObject({ originId: "ns-1", originCode: "PO10001" });
});

it("writes nothing a second time", async () => {
  const [one] = subcontracts();
  await tellOrigins(rig.procore, target(), [
    { id: one!.id, reference: "ns", originId: "ns-1", originCode: "PO1" },
  ]);

  const again = await tellOrigins(rig.procore, target(), [
    { id: one!.id, reference: "ns", originId: "ns-1", originCode: "PO1" },
  ]);

  expect(again).toEqual({ told: [one!.id], refused: [] });
  expect(rig.count(SYNC)).toBe(1);
});

it("leaves the origin of another integration alone", async () => {
  const [one, two] = subcontracts();
  one!.originId = "sage-77";

  const outcome = await tellOrigins(rig.procore, target(), [
    { id: one!.id, reference: "ns", originId: "ns-1" },
    { id: two!.id, reference: "ns", originId: "ns-2" },
  ]);

  expect(outcome.told).toEqual([two!.id]);
  expect(outcome.refused).toMatchObject([
    { id: one!.id, reason: expect.stringContaining("sage-77") },
  ]);
  expect(one!.originId).toBe("sage-77");
});

it("replaces an origin that we wrote earlier", async () => {
  const [one] = subcontracts();
  one!.originId = "ns-old";

  const outcome = await tellOrigins(rig.procore, target(), [
    { id: one!.id, reference: "ns", originId: "ns-new" },
  ]);

  expect(outcome).toEqual({ told: [one!.id], refused: [] });
  expect(rig.state.commitments.get(one!.id)?.originId).toBe("ns-new");
});

it("passes on Procore's reason when two records ask for the same origin", async () => {
  const [one, two] = subcontracts();
  await tellOrigins(rig.procore, target(), [{ id: one!.id, reference: "ns", originId: "ns-1" }]);

  const outcome = await tellOrigins(rig.procore, target(), [
    { id: two!.id, reference: "ns", originId: "ns-1" },
  ]);

  expect(outcome.told).toEqual([]);
  expect(outcome.refused).toMatchObject([
    { id: two!.id, reason: expect.stringMatching(/origin_id/) },
  ]);
});

it("says so when a record is gone", async () => {
  const outcome = await tellOrigins(rig.procore, target(), [
    { id: "999999999999", reference: "ns", originId: "ns-1" },
  ]);

  expect(outcome).toMatchObject({
    told: [],
    refused: [{ id: "999999999999", reason: expect.stringContaining("no longer has") }],
  });
});

it("tells the origin of a vendor", async () => {
  const id = rig.subcontract.vendorId!;
  rig.state.vendors.get(id)!.originId = null;

  const outcome = await tellOrigins(rig.procore, { companyId: rig.us.id, kind: "vendor" }, [
    { id, reference: "ns", originId: "ns-v1", originCode: "V-1" },
  ]);

  expect(outcome).toEqual({ told: [id], refused: [] });
  expect(await fetchVendor(rig.procore, { companyId: rig.us.id, id })).toMatchObject({
    originId: "ns-v1",
    originCode: "V-1",
  });
});

it("locks an invoice by its origin, and leaves a foreign one alone", async () => {
  const [requisition] = [...rig.state.requisitions.values()].filter(
    ({ projectId, originId }) => projectId === rig.hospital.id && originId === null,
  );
  const where = {
    companyId: rig.us.id,
    projectId: rig.hospital.id,
    commitmentId: requisition!.commitmentId,
  };

  const told = await tellRequisitionOrigin(rig.procore, where, {
    id: requisition!.id,
    reference: "ns",
    originId: "ns-b1",
  });
  const other = await tellRequisitionOrigin(rig.procore, where, {
    id: requisition!.id,
    reference: "someone",
    originId: "someone-else",
  });

  expect(told).toBe("told");
  expect(other).toMatchObject({ reason: expect.stringContaining("ns-b1") });
  expect(await fetchRequisition(rig.procore, { ...where, id: requisition!.id })).toMatchObject({
    originId: "ns-b1",
  });
});
