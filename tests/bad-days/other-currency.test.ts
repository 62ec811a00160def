import { expect, it, vi } from "vitest";
import type { ActivityPage, Preview } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { ordersOf, vendorsNamed } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, connectionTo, must, retestConnection } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

/** A vendor of its own, with these currencies in NetSuite, and a contract with it. */
async function hired(title: string, currencies: string[]): Promise<Commitment> {
  const { companyId } = installed;
  await procore("create_vendor", { companyId, fields: { name: title } });
  await account("create_vendor", { companyName: title, currency: currencies[0], currencies });
  return createCommitment(world, installed, { vendor: title, title, status: "Draft" });
}

const approve = ({ id }: Commitment, currency: string) =>
  procore("update_commitment", { id, currency, status: "Approved" });
const press = (commitment: Commitment) =>
  must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const writesTo = (part: string) =>
  world.netsuite.calls().filter(({ method, path }) => method !== "GET" && path.includes(part));
const issued = ({ id }: Commitment) =>
  [...world.procore.system.live().payments.values()].filter(({ contractId }) => contractId === id);

it("refuses an order in a currency that its vendor does not have before it is sent, names both, and goes on once that is mended", async () => {
  const commitment = await hired("Maple Millwork", ["CAD"]);

  await approve(commitment, "USD");

  const words = `${commitment.number} is in USD in Procore, and its vendor Maple Millwork has CAD in NetSuite.`;
  await shows(commitment, {
    record: "error",
    failure: {
      code: "currency_differs",
      title: `NetSuite cannot take ${commitment.number} in its currency`,
      detail: expect.stringContaining(words) as string,
      said: null,
    },
  });
  expect(writesTo(`-${commitment.id}`)).toEqual([]);
  const preview = await must(
    installed.admin.get<Preview>(`${pathOf(installed, commitment)}/preview`),
  );
  expect(preview.blockers).toEqual([expect.stringContaining(words)]);

  const [vendor] = vendorsNamed(world, "Maple Millwork");
  await account("set_vendor", { vendorId: vendor!.id, currencies: ["CAD", "USD"] });
  await press(commitment);

  await shows(commitment, { record: "success", money: { currency: "USD" } });
  expect(ordersOf(world, commitment)).toMatchObject([{ fields: { currency: "1" } }]);
});

it("refuses an order in another currency than the subsidiary's, which a vendor that Crosstie creates gets", async () => {
  const { subsidiaryId } = (await account("create_subsidiary", {
    name: "Keystone Builders Canada Ltd.",
    currency: "CAD",
    country: "CA",
  })) as { subsidiaryId: string };
  const { own } = installed.installation.settings;
  const at = `/companies/${installed.companyId}/connection`;
  await must(installed.admin.send("PUT", at, connectionTo(world.netsuite)));
  await changeSettings(installed, { createVendors: true, own: { ...own, subsidiaryId } });
  const title = "Rideau Roofing";
  await procore("create_vendor", { companyId: installed.companyId, fields: { name: title } });
  const commitment = await createCommitment(world, installed, { vendor: title, title });

  await shows(commitment, {
    failure: {
      code: "currency_differs",
      detail: expect.stringContaining(
        "is in USD in Procore, and its vendor Rideau Roofing has CAD",
      ) as string,
    },
  });
  expect(ordersOf(world, commitment)).toEqual([]);
  await changeSettings(installed, { createVendors: false, own });
});

it("refuses a currency that the whole account does not have", async () => {
  const commitment = await hired("Alpine Facades", ["USD", "CAD"]);

  await approve(commitment, "CHF");

  await shows(commitment, {
    failure: {
      detail: expect.stringMatching(/is in CHF in Procore, and the account has USD, CAD/) as string,
    },
  });
  expect(ordersOf(world, commitment)).toEqual([]);
});

it("shows both currencies of an order that accounting changed", async () => {
  const commitment = await hired("Both Coasts Steel", ["USD", "CAD"]);
  await approve(commitment, "CAD");
  await shows(commitment, { record: "success" });
  const [order] = ordersOf(world, commitment);
  expect(order!.fields.currency).toBe("2");
  await atRest(world);
  const { items } = await must(
    installed.admin.get<ActivityPage>(`/companies/${installed.companyId}/activities?tab=completed`),
  );
  const ofOrder = items.filter(({ procoreId }) => procoreId === commitment.id);
  expect(new Set(ofOrder.map(({ currency }) => currency))).toEqual(new Set(["CAD"]));

  const purchaseOrderId = order!.id;
  await account("edit_purchase_order", { purchaseOrderId, changes: { currency: "1" } });
  await syncPayments(installed, commitment);

  await shows(commitment, {
    record: "desynchronized",
    waiting: expect.stringMatching(
      /^purchase order PO\d+ is in USD in NetSuite and in CAD in Procore/,
    ) as string,
  });
  await account("edit_purchase_order", { purchaseOrderId, changes: { currency: "2" } });
  await syncPayments(installed, commitment);
  await shows(commitment, { record: "success", waiting: null });
});

it("writes no payment of another currency to Payments Issued, shows it in its own, and writes it once they agree", async () => {
  await procore("update_company", { id: installed.companyId, isMulticurrency: true });
  const bill = await billed(world, installed, { vendor: "Acme Steel Erectors", title: "Redrawn" });
  const { commitment } = bill;
  await procore("update_commitment", { id: commitment.id, currency: "CAD" });
  await shows(commitment, { money: { currency: "CAD" } });

  await payBill(world, installed, bill, "250.00");

  await shows(commitment, {
    money: { paid: "0.00", currency: "CAD" },
    payments: [{ amount: "250.00", currency: "USD", status: "other_currency" }],
  });
  await atRest(world);
  expect(issued(commitment)).toEqual([]);

  await procore("update_commitment", { id: commitment.id, currency: "USD" });
  await shows(commitment, { money: { currency: "USD" } });
  await syncPayments(installed, commitment);

  await shows(commitment, {
    money: { paid: "250.00" },
    payments: [{ amount: "250.00", currency: "USD", status: "synced" }],
  });
  expect(issued(commitment)).toMatchObject([{ amount: "250.00" }]);
});

it("works as ever in an account of one currency", async () => {
  const retest = () => retestConnection(world, installed);
  await account("set_options", { multiCurrency: false });
  await retest();
  const bill = await billed(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "One alone",
  });

  await payBill(world, installed, bill, "250.00");

  await shows(bill.commitment, {
    record: "success",
    money: { paid: "250.00" },
    payments: [{ currency: "USD", status: "synced" }],
  });
});
