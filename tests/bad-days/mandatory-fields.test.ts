import { beforeEach, expect, it, vi } from "vitest";
import type { ConnectionTest, Installation, SettingsChanges } from "../../server/api/contract.ts";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { itemized } from "../sandbox/netsuite/rules/amounts.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, billed } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { createCommitment, logOf, viewOf } from "../world/commitments.ts";
import { connectionTo, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const KIND = "custbody_procore_project";
const CODE = "custcol_procore_cost_code";

const account = (options: object): void =>
  void world.netsuite.system.act({ do: "set_options", ...options });
const at = (path: string) => `/companies/${installed.companyId}${path}`;

beforeEach(() => account({ mandatory: [], classificationsOn: "both" }));

function choose(own: SettingsChanges["own"]): Promise<Installation> {
  return must(installed.admin.send<Installation>("PUT", at("/settings"), { own }));
}

/** Of what is stored: the secret is left out, as the Settings page does. */
function testConnection(): Promise<ConnectionTest> {
  const entered = connectionTo(world.netsuite, { privateKey: "" });
  return must(installed.admin.send<ConnectionTest>("POST", at("/connection/test"), entered));
}

const stateOf = async (commitment: Commitment) => (await viewOf(installed, commitment)).record;
const synced = (commitment: Commitment) =>
  vi.waitFor(async () => expect(await stateOf(commitment)).toBe("success"), soon);
/** Said of an account that has too few documents to judge by. */
const UNTOLD: unknown = expect.stringContaining("NetSuite tells nobody beforehand");
const lineOf = (record: NsRecord | undefined) => itemized(record!)[0]!.fields;

it("names what a custom field wants at the test, and takes it from Settings before anything fails", async () => {
  account({ mandatory: [KIND, CODE] });
  const tested = await testConnection();
  const keys = ["purchaseOrder", "vendorBill", "vendorCredit"].map(
    (record) => `${record}.${KIND}.text`,
  );

  const { connection } = await choose({
    costCodeColumn: CODE,
    customValues: Object.fromEntries(keys.map((key) => [key, "Procore"])),
  });
  const bill = await billed(world, installed, { vendor, title: "Custom fields" });

  expect(tested).toMatchObject({ ok: true });
  expect(tested.unset).toEqual([
    UNTOLD,
    ...["purchase orders", "vendor bills", "vendor credits"].flatMap((records) => {
      const said = expect.stringContaining(`is mandatory on ${records} in NetSuite`) as string;
      return [said, said];
    }),
  ]);
  expect(connection?.unset).toEqual([UNTOLD]);
  const [order] = ordersOf(world, bill.commitment);
  expect(order?.fields[KIND]).toBe("Procore");
  expect(lineOf(order)[CODE]).toMatch(/^\d/);
});

it("fails with the setting's name where it could not be seen, and goes through once that is chosen", async () => {
  account({ mandatory: ["department", "class", "location", "taxCode"] });
  const commitment = await createCommitment(world, installed, { vendor, title: "Unclassified" });
  await vi.waitFor(async () => expect(await stateOf(commitment)).toBe("error"), soon);
  const [failed] = await logOf(world, commitment);

  const { connection } = await choose({
    departmentId: "1",
    classId: "2",
    locationId: "1",
    taxCodeId: "5",
  });
  expect(connection?.unset).toEqual([]);
  await must(installed.admin.send("POST", at(`/activities/${failed!.activityId}/retry`)));
  await synced(commitment);
  const requisition = await approveInvoice(world, installed, commitment);

  expect(failed?.failure).toMatchObject({
    code: "field_missing",
    said: expect.stringContaining("for: Department, Class, Location, Tax Code") as string,
    detail: expect.stringMatching(
      /in Settings, under NetSuite defaults \(Default department/,
    ) as string,
    whoseMove: "admin",
  });
  await vi.waitFor(() => expect(billsOf(world, requisition.id)).toHaveLength(1), soon);
  const coded = { department: "1", class: "2", location: "1" };
  for (const record of [ordersOf(world, commitment)[0], billsOf(world, requisition.id)[0]]) {
    expect(record?.fields).toMatchObject(coded);
    expect(lineOf(record)).toMatchObject({ ...coded, taxCode: "5" });
  }
});

it.each(["body", "lines"])("is enough for an account that asks in the %s alone", async (place) => {
  account({ mandatory: ["department", "location"], classificationsOn: place });

  await synced(await createCommitment(world, installed, { vendor, title: `Asked in ${place}` }));
});

it("codes a project's orders and bills to its own department and customer", async () => {
  const [project] = installed.projects;
  await choose({
    departmentIdsByProject: { [project!.id]: "3" },
    customerIdsByProject: { [project!.id]: "401" },
  });

  const bill = await billed(world, installed, { vendor, title: "Harbor Point" });

  const [order] = ordersOf(world, bill.commitment);
  const own = { department: "3", class: "2", customer: "401" };
  expect(lineOf(order)).toMatchObject(own);
  const inBooks = world.netsuite.system.state() as { vendorBill: NsRecord[] };
  expect(lineOf(inBooks.vendorBill.find(({ id }) => id === bill.billId))).toMatchObject(own);
});

it("leaves what accounting has coded, and codes what came before a setting where nobody has", async () => {
  const departmentIdsByProject = { [installed.projects[0]!.id]: null };
  await choose({ departmentId: null, classId: null, locationId: null, departmentIdsByProject });
  const commitment = await createCommitment(world, installed, { vendor, title: "Coded by hand" });
  await synced(commitment);
  await atRest(world);
  const line = itemized(ordersOf(world, commitment)[0]!)[0]!;
  await world.netsuite.system.act({
    do: "edit_purchase_order",
    purchaseOrderId: ordersOf(world, commitment)[0]!.id,
    changes: { item: { items: [{ line: line.line, department: { id: "2" } }] } },
  });

  await choose({ departmentId: "1", classId: "1" });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "1300.00",
  });

  await vi.waitFor(
    () => expect(lineOf(ordersOf(world, commitment)[0]).amount).toBe("1300.00"),
    soon,
  );
  expect(lineOf(ordersOf(world, commitment)[0])).toMatchObject({ department: "2", class: "1" });
});
