import { beforeAll, expect, it } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { vendorsNamed } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: true } });

let vendors: VendorChoice;
beforeAll(() => {
  vendors = new VendorChoice(world, installed);
});

it("offers no second vendor for an invoice whose order NetSuite has, which would never take its bill", async () => {
  const name = await vendors.inProcore("Merged # Masonry");
  const commitment = await vendors.commitment(name);
  const [{ id } = { id: "" }] = vendorsNamed(world, name);
  const into = await vendors.inNetSuite(`Group of ${name}`);
  await vendors.act({ do: "merge_vendors", from: id, into });
  await approveInvoice(world, installed, commitment);
  await atRest(world);

  const unclear = {
    code: "vendor_unclear",
    detail: expect.stringContaining("where NetSuite has its order already") as string,
    candidates: [{ id: into, canLink: true }],
    remedies: [{ kind: "retry" }],
  };
  const { invoices } = await viewOf(installed, commitment);
  expect(invoices).toMatchObject([{ record: "error", failure: unclear }]);
  const path = `/companies/${installed.companyId}/activities?tab=failed`;
  const { items } = await must(installed.admin.get<ActivityPage>(path));
  expect(items).toMatchObject([{ resource: "requisition", failure: unclear }]);

  const fresh = await vendors.commitment(name, "Arches");
  expect((await viewOf(installed, fresh)).failure?.remedies).toMatchObject([
    { kind: "create_vendor", label: "Create anyway" },
    { kind: "retry" },
  ]);

  const another = await vendors.press(commitment, { decline: [into] });
  expect(another).toMatchObject({ status: 409 });

  await vendors.choose(commitment, { link: into });
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]);
});
