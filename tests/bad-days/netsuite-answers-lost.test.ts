import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { booksOf, countCalls, ordersOf, vendorsNamed } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const record = "/services/rest/record/v1";
/** NetSuite does the work of the next write of this type; its answer never comes. */
const loseAnswerOf = (type: string) =>
  world.netsuite.faults.add({
    method: "PUT",
    path: `${record}/${type}/*`,
    kind: "lost_response",
    times: 1,
  });
const calls = (method: string, end: string) =>
  countCalls(world.netsuite, method, new RegExp(`/eid:crosstie-${end}$`));

it("looks a purchase order up by its external id when NetSuite's answer was lost, and does not post it again", async () => {
  loseAnswerOf("purchaseOrder");

  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Transfer girders",
  });
  await atRest(world);

  expect(calls("PUT", `commitment-${commitment.id}`)).toBe(1);
  expect(calls("GET", `commitment-${commitment.id}`)).toBe(1);
  const [order, ...others] = ordersOf(world, commitment);
  expect(others).toEqual([]);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    failure: null,
    timeline: [{ status: "synced", transactionId: order!.id }],
  });
});

it("looks a vendor up when NetSuite's answer was lost, and its creation is in the log once", async () => {
  loseAnswerOf("vendor");

  const commitment = await createCommitment(world, installed, {
    vendor: "Ironwood Millwork",
    title: "Reception desk",
  });
  await atRest(world);

  expect(calls("PUT", `vendor-${commitment.vendorId}`)).toBe(1);
  const [vendor, ...others] = vendorsNamed(world, "Ironwood Millwork");
  expect(others).toEqual([]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  const log = await world.database
    .admin("activities as a")
    .join("records as r", "r.record_id", "a.record_id")
    .where({ procore_id: commitment.vendorId })
    .select("action", "a.status", "transaction_id");
  expect(log).toEqual([{ action: "first_sent", status: "synced", transaction_id: vendor!.id }]);
});

it("looks a vendor bill up when NetSuite's answer was lost, and does not post it again", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Catwalk steel",
  });
  await atRest(world);
  loseAnswerOf("vendorBill");

  const { id } = await approveInvoice(world, installed, commitment);

  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, commitment)).invoices).toMatchObject([{ record: "success" }]),
    soon,
  );
  expect(calls("PUT", `requisition-${id}`)).toBe(1);
  const [order] = ordersOf(world, commitment);
  const bills = booksOf(world).vendorBill.filter(({ lines }) =>
    lines.item?.some(({ fields }) => fields.orderDoc === order!.id),
  );
  expect(bills).toHaveLength(1);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { counterpart: { id: bills[0]!.id } },
  ]);
});
