import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Activity, ActivityPage } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, countCalls, ordersOf, vendorsNamed } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { shown, VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });

let vendors: VendorChoice;

beforeAll(() => {
  vendors = new VendorChoice(world, installed);
});
beforeEach(() => changeSettings(installed, { automaticSync: true, createVendors: true }));

it("says of a vendor that is linked while inactive that NetSuite refuses its order, until it is active", async () => {
  const name = await vendors.inProcore("Sleeping # Steel");
  const id = await vendors.inNetSuite(name, { isInactive: true });
  const commitment = await vendors.commitment(name);

  await vendors.choose(commitment, { link: id });

  const refused = await viewOf(installed, commitment);
  expect(refused).toMatchObject({ record: "error", failure: { code: "vendor_unclear" } });
  expect(shown(refused)).toEqual([`${id} linked until now, inactive`]);
  expect(ordersOf(world, commitment)).toEqual([]);
  const refusals = countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));
  expect(refusals).toBe(1);

  await vendors.act({ do: "set_vendor", vendorId: id, isInactive: false });
  await vendors.retry(commitment);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", failure: null });
  expect(ordersOf(world, commitment)).toMatchObject([{ fields: { entity: id } }]);
});

it("finds our own vendor although it is inactive, says so, and creates no other", async () => {
  const name = await vendors.inProcore("Own # Drywall");
  await vendors.commitment(name);
  const [{ id } = { id: "" }] = vendorsNamed(world, name);
  await vendors.act({ do: "deactivate_vendor", vendorId: id });
  const before = vendors.writes();

  const commitment = await vendors.commitment(name, "Ceilings");

  const view = await viewOf(installed, commitment);
  expect(shown(view)).toEqual([`${id} linked until now, inactive`]);
  expect(view.failure?.candidates[0]?.closed).toContain("until accounting makes it active");
  expect(vendors.writes()).toBe(before);
});

it.each(["lost", "moved"])(
  "shows the vendor into which ours was merged, its external id %s, and goes on with orders and bills",
  async (mergedExternalId) => {
    await vendors.act({ do: "set_options", mergedExternalId });
    const name = await vendors.inProcore("Merged # Metals");
    const old = await vendors.commitment(name);
    const [{ id } = { id: "" }] = vendorsNamed(world, name);
    const into = await vendors.inNetSuite(`Group of ${name}`);
    await vendors.act({ do: "merge_vendors", from: id, into });
    const before = vendors.writes();

    const { id: invoiceId } = await approveInvoice(world, installed, old);
    await atRest(world);
    const commitment = await vendors.commitment(name, "Decks");

    const why =
      mergedExternalId === "lost"
        ? "took over what was written for it"
        : "bears the external ID of Crosstie";
    const view = await viewOf(installed, commitment);
    expect(shown(view)).toEqual([`${into} ${why}`]);
    const [invoice] = (await viewOf(installed, old)).invoices;
    expect(invoice?.failure).toMatchObject({ candidates: [{ id: into }] });

    await vendors.choose(old, { link: into });

    expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
    expect((await viewOf(installed, old)).invoices).toMatchObject([{ record: "success" }]);
    expect(billsOf(world, invoiceId)).toMatchObject([{ fields: { entity: into } }]);
    expect(vendors.writes()).toBe(before);
  },
);

it("creates a vendor anew that was deleted and has left nothing", async () => {
  const name = await vendors.inProcore("Vanished # Windows");
  const id = await vendors.inNetSuite(name);
  const first = await vendors.commitment(name);
  expect(await viewOf(installed, first)).toMatchObject({ record: "success" });
  await vendors.act({
    do: "delete_purchase_order",
    purchaseOrderId: (await viewOf(installed, first)).counterpart!.id,
  });
  await vendors.act({ do: "merge_vendors", from: id, into: "Acme Steel Erectors" });

  // what became of the first one's order is seen with the next pull
  await syncPayments(installed, first);
  const commitment = await vendors.commitment(name, "Doors");

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  expect(vendorsNamed(world, name)).toHaveLength(1);
});

it("does not take a vendor again that a query still shows and that is gone", async () => {
  const name = await vendors.inProcore("Stale # Stone");
  const id = await vendors.inNetSuite(name);
  const first = await vendors.commitment(name);
  expect(await viewOf(installed, first)).toMatchObject({ record: "success" });
  const into = await vendors.inNetSuite(`Group of ${name}`);
  await vendors.act({ do: "merge_vendors", from: id, into });
  const stale = { id, entityid: name, companyname: name, isinactive: "F" };
  const stop = world.netsuite.tap.listen(async ({ path }, request) => {
    const isOfVendors =
      path.endsWith("/suiteql") && (await request.clone().text()).includes("v.externalid = ?");
    return isOfVendors ? Response.json({ items: [stale], hasMore: false }) : undefined;
  });

  const commitment = await vendors.commitment(name, "Curbs");
  stop();

  expect(countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`), 400)).toBe(1);
});

async function createdVendor(name: string): Promise<Activity | undefined> {
  const path = `/companies/${installed.companyId}/activities?tab=completed&limit=100`;
  const { items } = await must(installed.admin.get<ActivityPage>(path));
  return items.find(({ title, action }) => title === name && action === "first_sent");
}

it.each([
  [
    "e-mail address",
    { email_address: "ap at bad.example", business_phone: "617-555-0142" },
    "email",
  ],
  ["phone number", { email_address: "ap@good.example", business_phone: "n/a" }, "phone"],
])(
  "creates a vendor whose %s NetSuite refuses without it, and says so",
  async (_, contacts, field) => {
    const name = await vendors.inProcore("Reached # Rails", contacts);

    const commitment = await vendors.commitment(name);

    expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
    const [vendor] = vendorsNamed(world, name);
    expect(vendor?.fields[field]).toBeFalsy();
    const activity = await createdVendor(name);
    expect(activity).toMatchObject({ status: "synced", transactionId: vendor?.id });
    const carried = activity?.changes.map((change) => [change.field, change.isCarried]);
    expect(Object.fromEntries(carried ?? [])).toEqual({
      name: true,
      email: field !== "email",
      phone: field !== "phone",
    });
  },
);
