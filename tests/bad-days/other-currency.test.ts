import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { soon } from "../world/at-rest.ts";
import { ordersOf, vendorsNamed } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

/** A vendor of its own, with these currencies in NetSuite. */
async function hired(title: string, currencies: string[]): Promise<Commitment> {
  const state = world.procore.system.live();
  const { companyId } = installed;
  await world.procore.system.act({ do: "create_vendor", companyId, fields: { name: title } });
  await account("create_vendor", { companyName: title, currency: currencies[0], currencies });
  expect([...state.vendors.values()].some(({ name }) => name === title)).toBe(true);
  return createCommitment(world, installed, { vendor: title, title, status: "Draft" });
}

const approve = (commitment: Commitment, currency: string) =>
  world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    currency,
    status: "Approved",
  });

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);

it("refuses an order in a currency that its vendor does not have, and names both", async () => {
  const commitment = await hired("Maple Millwork", ["CAD"]);

  await approve(commitment, "USD");

  await shows(commitment, {
    record: "error",
    failure: {
      code: "currency_differs",
      said: expect.stringMatching(
        /is in USD in Procore, and its vendor Maple Millwork has CAD|Canad/,
      ) as string,
    },
  });
  expect(ordersOf(world, commitment)).toEqual([]);
});

it("writes an order in the contract's own currency, and goes on once the vendor has it", async () => {
  const commitment = await hired("Both Coasts Steel", ["USD"]);
  await approve(commitment, "CAD");
  await shows(commitment, { record: "error", failure: { code: "currency_differs" } });

  const [vendor] = vendorsNamed(world, "Both Coasts Steel");
  await account("set_vendor", { vendorId: vendor!.id, currencies: ["USD", "CAD"] });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));

  await shows(commitment, { record: "success" });
  const [order] = ordersOf(world, commitment);
  expect(order!.fields.currency).not.toBe("1");
});
