import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });

const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);
const green = { record: "success", waiting: null };

async function giveTo(commitment: Commitment, name: string): Promise<void> {
  const vendor = [...world.procore.system.live().vendors.values()].find(
    (one) => one.companyId === installed.companyId && one.name === name,
  );
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  const fields = { id: commitment.id, vendor_id: vendor!.id };
  await world.procore.system.act({ do: "update_commitment", ...fields });
  await atRest(world);
  await syncPayments(installed, commitment);
  await atRest(world);
}

it("says whose bill stands where the vendor of a contract is changed after it was billed", async () => {
  const commitment = await ordered(world, installed, "Vendor changed");
  await billOf(world, installed, commitment, "20");
  const before = ordersOf(world, commitment)[0]!.fields.entity;

  await giveTo(commitment, "Delta Building Supply");
  const order = {
    record: "desynchronized",
    failure: {
      code: "vendor_billed",
      whoseMove: "project",
      detail: expect.stringMatching(
        /^PO\d+ stays with vendor \d+ instead of vendor \d+: it is billed/,
      ) as string,
    },
  };
  const bill = {
    record: "desynchronized",
    waiting: expect.stringMatching(
      /is for Acme Steel Erectors \(id \d+\) in NetSuite and for Delta Building Supply/,
    ) as string,
  };
  await shows(commitment, { ...order, invoices: [bill] });
  expect(ordersOf(world, commitment)[0]!.fields.entity).toBe(before);

  const { id } = await approveInvoice(world, installed, commitment, "10");
  await atRest(world);
  await shows(commitment, {
    invoices: [
      bill,
      {
        record: "pending",
        waiting: expect.stringMatching(/whose vendor was changed in Procore/) as string,
      },
    ],
  });
  expect(billsOf(world, id)).toEqual([]);

  await giveTo(commitment, "Acme Steel Erectors");
  await shows(commitment, { ...green, invoices: [green, green] });
  expect(billsOf(world, id)).toHaveLength(1);
});

it("gives the order to the other vendor as long as nothing is billed", async () => {
  const commitment = await ordered(world, installed, "Vendor changed early");
  const before = ordersOf(world, commitment)[0]!.fields.entity;

  await giveTo(commitment, "Delta Building Supply");

  await shows(commitment, green);
  expect(ordersOf(world, commitment)).toHaveLength(1);
  expect(ordersOf(world, commitment)[0]!.fields.entity).not.toBe(before);
});

it("says so, too, where nobody has said which vendor of NetSuite the other one is", async () => {
  const commitment = await ordered(world, installed, "Vendor changed to one that is missing");
  await billOf(world, installed, commitment, "20");
  const { companyId } = installed;
  const name = "Never Heard Of Masonry";
  await world.procore.system.act({ do: "create_vendor", companyId, fields: { name } });
  // A person has to say whether it is the one.
  await world.netsuite.system.act({ do: "create_vendor", companyName: name, isInactive: true });

  await giveTo(commitment, name);

  await shows(commitment, {
    invoices: [
      {
        record: "desynchronized",
        waiting: expect.stringMatching(
          /is for Acme Steel Erectors \(id \d+\) in NetSuite and for Never Heard Of Masonry/,
        ) as string,
      },
    ],
  });
});
