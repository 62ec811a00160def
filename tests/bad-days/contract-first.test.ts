import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: false } });

it("says at an invoice whose contract failed that the contract comes first, and tries nothing unseen", async () => {
  await world.procore.system.act({
    do: "create_vendor",
    companyId: installed.companyId,
    fields: { name: "Zephyr Glass" },
  });
  const commitment = await createCommitment(world, installed, {
    vendor: "Zephyr Glass",
    title: "Skylights",
  });
  await atRest(world);
  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const before = await viewOf(installed, commitment);
  expect(before).toMatchObject({ record: "error", invoices: [{ record: "pending" }] });

  const path = `${pathOf(installed, commitment)}/invoices/${id}/sync`;
  const { status, body } = await installed.admin.send<{ message: string }>("POST", path);

  expect(status).toBe(409);
  expect(body.message).toMatch(
    /^invoice .+ waits for .+, which failed: .*Zephyr Glass.*\. Mend that, then retry it: this goes along\.$/,
  );
  await atRest(world);
  const after = await viewOf(installed, commitment);
  expect(after.failure).toEqual(before.failure);
  expect(after.invoices).toEqual(before.invoices);

  await world.netsuite.system.act({ do: "create_vendor", companyName: "Zephyr Glass" });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    invoices: [{ record: "success" }],
  });
});
