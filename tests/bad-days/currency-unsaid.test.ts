import { expect, it, vi } from "vitest";
import type { ActivityPage, Preview } from "../../server/api/contract.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must, retestConnection } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

/** Procore says no currency, and the vendor has the Canadian dollar for its first in NetSuite. */
async function hired(title: string): Promise<{ vendor: string; title: string }> {
  const { companyId } = installed;
  await procore("update_company", { id: companyId, saysCurrency: false });
  await procore("create_vendor", { companyId, fields: { name: title } });
  const currencies = ["CAD", "USD"];
  await account("create_vendor", { companyName: title, currency: "CAD", currencies });
  return { vendor: title, title };
}

const retest = () => retestConnection(world, installed);

it("shows a contract whose currency Procore does not say in that of its order, everywhere", async () => {
  const bill = await billed(world, installed, await hired("Rideau Glazing"));
  const { commitment } = bill;
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    money: { currency: "CAD" },
    invoices: [{ billCurrency: "CAD" }],
  });

  await payBill(world, installed, bill, "250.00");

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        money: { paid: "250.00", currency: "CAD" },
        payments: [{ currency: "CAD", status: "synced" }],
      }),
    soon,
  );
  await atRest(world);
  const { items } = await must(
    installed.admin.get<ActivityPage>(`/companies/${installed.companyId}/activities?tab=completed`),
  );
  const ofContract = items.filter(({ title }) => title.includes(commitment.title));
  expect(ofContract.length).toBeGreaterThan(0);
  expect(new Set(ofContract.map(({ currency }) => currency))).toEqual(new Set(["CAD"]));
  await changeSettings(installed, { automaticSync: false });
  await procore("update_commitment", { id: commitment.id, title: "Rideau Glazing, more of it" });
  await vi.waitFor(async () => {
    const preview = await must(
      installed.admin.get<Preview>(`${pathOf(installed, commitment)}/preview`),
    );
    expect(preview.documents).toMatchObject([{ currency: "CAD" }]);
  }, soon);
  await changeSettings(installed, { automaticSync: true });
});

it("counts no payment of another currency than the order has, where Procore says none", async () => {
  const bill = await billed(world, installed, await hired("Two Dollars"));
  const { commitment } = bill;
  const [order] = ordersOf(world, commitment);
  const purchaseOrderId = order!.id;
  await account("edit_purchase_order", { purchaseOrderId, changes: { currency: "1" } });

  await payBill(world, installed, bill, "250.00");
  await atRest(world);
  // The order may have been looked at after its payments.
  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    money: { paid: "0.00", currency: "USD" },
    payments: [{ amount: "250.00", currency: "CAD", status: "other_currency" }],
  });
});

it("goes on saying that an order is in another currency while the role may not see currencies", async () => {
  const hire = await hired("Order Redrawn");
  await procore("update_company", { id: installed.companyId, saysCurrency: true });
  const commitment = await createCommitment(world, installed, hire);
  await atRest(world);
  const [order] = ordersOf(world, commitment);
  await account("edit_purchase_order", {
    purchaseOrderId: order!.id,
    changes: { currency: "2" },
  });
  await syncPayments(installed, commitment);
  await atRest(world);
  const differs = { record: "desynchronized", waiting: expect.stringMatching(/is in CAD/) };
  expect(await viewOf(installed, commitment)).toMatchObject(differs);

  await account("set_role", { hidden: ["currency"] });
  await retest();
  await syncPayments(installed, commitment);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject(differs);
  await account("set_role", { hidden: [] });
  await procore("update_company", { id: installed.companyId, saysCurrency: false });
});
