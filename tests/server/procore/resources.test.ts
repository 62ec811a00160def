import { Decimal } from "decimal.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fetchCommitment, listChangedCommitments } from "../../../server/procore/commitments.ts";
import {
  createContractPayment,
  releaseContractPayment,
  updateContractPayment,
} from "../../../server/procore/contract-payments.ts";
import { listCostTypes } from "../../../server/procore/cost-types.ts";
import { fetchMe, listCompanies } from "../../../server/procore/people.ts";
import { fetchPermissions } from "../../../server/procore/permissions.ts";
import { listProjects } from "../../../server/procore/projects.ts";
import { AppNotConnectedError } from "../../../server/procore/refusal.ts";
import { fetchRequisition, listChangedRequisitions } from "../../../server/procore/requisitions.ts";
import { fetchVendor, listChangedVendors } from "../../../server/procore/vendors.ts";
import { openRig, type Rig } from "./rig.ts";

let rig: Rig;

beforeEach(async () => {
  rig = await openRig();
});

afterEach(() => rig.close());

const LONG_AGO = new Date("2020-01-01T00:00:00Z");

function hospital() {
  return { companyId: rig.us.id, projectId: rig.hospital.id };
}

/** All rows of a list that comes in pages. */
async function all<Row>(pages: AsyncIterable<Row[] | { rows: Row[] }>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...(Array.isArray(page) ? page : page.rows));
  return rows;
}

it("reads a subcontract with its lines, without being told its kind", async () => {
  const { subcontract } = rig;

  const read = await fetchCommitment(rig.procore, { ...hospital(), id: subcontract.id });

  expect(read).toMatchObject({
    id: subcontract.id,
    kind: "subcontract",
    projectId: rig.hospital.id,
    number: subcontract.number,
    title: subcontract.title,
    status: "Draft",
    vendorId: subcontract.vendorId,
    originId: undefined,
  });
  expect(read?.vendorName).toBe(rig.state.vendors.get(subcontract.vendorId!)?.name);
  expect(read?.lines.map(({ id, amount }) => ({ id, amount }))).toEqual(
    subcontract.lines.map(({ id, amount }) => ({ id, amount })),
  );
  expect(read?.lines[0]).toMatchObject({
    costCode: expect.stringMatching(/^\d/),
    costType: expect.any(String),
    position: 1,
  });
  expect(read?.grandTotal).toBe(
    subcontract.lines.reduce((sum, line) => sum.plus(line.amount), new Decimal(0)).toFixed(2),
  );
});

it("finds the commitments of both kinds that changed since an instant", async () => {
  const since = new Date(Date.now() - 1000);
  await rig.act("approve_commitment", { id: rig.subcontract.id });

  const changed = await all(listChangedCommitments(rig.procore, { ...hospital(), since }));
  const ever = await all(listChangedCommitments(rig.procore, { ...hospital(), since: LONG_AGO }));

  expect(changed).toMatchObject([
    { id: rig.subcontract.id, kind: "subcontract", deletedAt: undefined },
  ]);
  expect(new Set(ever.map(({ kind }) => kind))).toEqual(new Set(["subcontract", "purchase_order"]));
});

it("tells of a deleted commitment when it looks for changes", async () => {
  const since = new Date(Date.now() - 1000);
  await rig.act("delete_commitment", { id: rig.subcontract.id });

  const changed = await all(listChangedCommitments(rig.procore, { ...hospital(), since }));

  expect(changed).toMatchObject([{ id: rig.subcontract.id, deletedAt: expect.any(Date) }]);
});

it("reads an invoice whose items add up to what is due", async () => {
  const listed = await all(
    listChangedRequisitions(rig.procore, { ...hospital(), since: LONG_AGO }),
  );

  const read = await Promise.all(
    listed.map(({ id }) => fetchRequisition(rig.procore, { ...hospital(), id })),
  );

  expect(read.length).toBeGreaterThan(0);
  for (const requisition of read) {
    const sum = requisition!.items.reduce((total, item) => total.plus(item.amount), new Decimal(0));
    expect(sum.toFixed(2)).toBe(requisition!.total);
    expect(requisition!.items.every(({ lineId }) => lineId)).toBe(true);
  }
});

it("counts stored materials and what is kept back for them once, however long they lie there", async () => {
  const line = rig.subcontract.lines[0]!.id;
  const bill = async (work: string, stored: string, kept: string) => {
    const item = {
      line_item_id: line,
      work_completed_this_period: work,
      materials_presently_stored: stored,
      materials_stored_retainage_currently_retained: kept,
    };
    const { body } = await rig.act("create_requisition", {
      commitmentId: rig.subcontract.id,
      fields: { items: [item] },
    });
    const { id } = body as { id: string };
    const read = await fetchRequisition(rig.procore, { ...hospital(), id });
    return [read!.total, read!.items.find(({ lineId }) => lineId === line)?.amount];
  };

  expect(await bill("100.00", "200.00", "20.00")).toEqual(["280.00", "280.00"]);
  expect(await bill("50.00", "200.00", "20.00")).toEqual(["50.00", "50.00"]);
  // Half of them are built in: they become work, and what was kept back for them is let go.
  expect(await bill("100.00", "100.00", "10.00")).toEqual(["10.00", "10.00"]);
});

it("reads a vendor, and finds the ones that changed", async () => {
  const since = new Date(Date.now() - 1000);
  const id = rig.subcontract.vendorId!;
  await rig.act("update_vendor", { id, name: "Renamed Steel" });

  const vendor = await fetchVendor(rig.procore, { companyId: rig.us.id, id });
  const changed = await all(listChangedVendors(rig.procore, { companyId: rig.us.id, since }));

  expect(vendor).toMatchObject({ id, name: "Renamed Steel", isActive: true });
  expect(changed.map((row) => row.id)).toEqual([id]);
});

it("shows the service account only the projects that an admin permitted", async () => {
  const mine = await listProjects(rig.procore, { companyId: rig.us.id });
  const admins = await listProjects(rig.procore, {
    companyId: rig.us.id,
    as: rig.person("admin@ridgeline.example"),
  });

  expect(admins.map(({ id }) => id)).toContain(rig.school.id);
  expect(mine.map(({ id }) => id)).not.toContain(rig.school.id);
});

it("reads all of a company's cost types, as the person who asks may see them", async () => {
  const { us, uk, state } = rig;
  await rig.act("install_app", { companyId: uk.id });
  const [first] = [...state.lineItemTypes.values()].filter((type) => type.companyId === us.id);
  for (let place = 0; place < 230; place += 1) {
    const id = String(7_000 + place);
    state.lineItemTypes.set(id, { ...first!, id, code: `T${place}`, name: `Trade ${place}` });
  }
  const theirs = [...state.lineItemTypes.values()].filter((type) => type.companyId === us.id);
  const as = rig.person("pm@ridgeline.example");

  const listed = await listCostTypes(rig.procore, { companyId: us.id, as });

  expect(listed).toEqual(theirs.map(({ id, code, name }) => ({ id, code, name })));
  expect(rig.count("/rest/v1.0/line_item_types")).toBe(2);
  await expect(listCostTypes(rig.procore, { companyId: uk.id, as })).rejects.toMatchObject({
    remoteStatus: 404,
  });
});

it("tells who a person is and which companies are theirs", async () => {
  const as = rig.person("pm@ridgeline.example");

  const me = await fetchMe(rig.procore, { as });
  const named = await fetchMe(rig.procore, { as, companyId: rig.us.id });
  const companies = await listCompanies(rig.procore, as);

  expect(me).toEqual({
    id: rig.user("pm@ridgeline.example").id,
    login: "pm@ridgeline.example",
    name: undefined,
  });
  expect(named.name).toBe("Marcus Webb");
  expect(companies).toMatchObject([{ id: rig.us.id, name: rig.us.name, isActive: true }]);
});

it.each([
  ["admin@ridgeline.example", { commitments: "admin", erp: "admin", company: "admin" }],
  ["pm@ridgeline.example", { commitments: "admin", erp: "none", company: "none" }],
  ["accounting@ridgeline.example", { commitments: "read_only", erp: "admin", company: "none" }],
  ["super@ridgeline.example", { commitments: "read_only", erp: "none", company: "none" }],
  ["admin@harborview.example", { commitments: "none", erp: "none", company: "none" }],
])("reads what Procore lets %s do", async (login, expected) => {
  const { company, project } = await fetchPermissions(rig.procore, {
    userId: rig.user(login).id,
    ...hospital(),
  });

  expect({
    commitments: project.get("commitments"),
    erp: company.get("erp integrations"),
    company: company.get("admin"),
  }).toEqual(expected);
});

it("reads the level in each tool of a scope, and knows none of tools that are not there", async () => {
  const { company, project } = await fetchPermissions(rig.procore, {
    userId: rig.user("admin@ridgeline.example").id,
    ...hospital(),
  });

  expect([...project.keys()]).toEqual(["commitments", "budget", "directory"]);
  expect([...company.keys()]).toEqual(["admin", "directory", "erp integrations"]);
  expect(project.get("prime contracts")).toBeUndefined();
});

it("lets a person do nothing in a project that they are no member of", async () => {
  const permissions = await fetchPermissions(rig.procore, {
    userId: rig.user("super@ridgeline.example").id,
    companyId: rig.us.id,
    projectId: rig.school.id,
  });

  expect(permissions.project.get("commitments")).toBeUndefined();
});

it("lets a person do nothing in a company that is not theirs", async () => {
  await rig.act("install_app", { companyId: rig.uk.id });

  const permissions = await fetchPermissions(rig.procore, {
    userId: rig.user("pm@ridgeline.example").id,
    companyId: rig.uk.id,
  });

  expect(permissions).toEqual({ company: new Map(), project: new Map() });
});

it("tells a company that has not connected the app from a person without rights", async () => {
  const asked = fetchPermissions(rig.procore, {
    userId: rig.user("admin@harborview.example").id,
    companyId: rig.uk.id,
  });

  await expect(asked).rejects.toThrow(AppNotConnectedError);
});

it("changes a locked payment only after it has been released", async () => {
  const contract = { ...hospital(), contractId: rig.subcontract.id };
  const payment = await createContractPayment(rig.procore, contract, {
    amount: "500.00",
    date: "2026-03-01",
    method: "check",
    checkNumber: "1001",
    invoiceNumber: "INV-1",
    originId: "ns-1",
  });

  await expect(
    updateContractPayment(rig.procore, contract, {
      paymentId: payment.id,
      fields: { amount: "600.00" },
    }),
  ).rejects.toMatchObject({ retryable: false });
  await releaseContractPayment(rig.procore, contract, payment.id);
  const changed = await updateContractPayment(rig.procore, contract, {
    paymentId: payment.id,
    fields: { amount: "600.00", originId: "ns-1" },
  });

  expect(payment).toMatchObject({
    contractId: rig.subcontract.id,
    amount: "500.00",
    date: "2026-03-01",
    checkNumber: "1001",
    invoiceNumber: "INV-1",
    originId: "ns-1",
  });
  expect(changed).toMatchObject({ id: payment.id, amount: "600.00", originId: "ns-1" });
});
