import { expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import type { Commitment, Requisition } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice, billed, payBill, syncPayments } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment, logOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const LIST = "/rest/v1.1/requisitions";

const invoiceOf = (commitment: Commitment): Requisition =>
  [...world.procore.system.live().requisitions.values()].find(
    ({ commitmentId }) => commitmentId === commitment.id,
  )!;
const recordOf = ({ id }: Pick<Requisition, "id">) =>
  world.database
    .admin("records")
    .where({ kind: "requisition", procore_id: id })
    .first("status", "waiting", "is_deleted", "told_at");

/** An admin takes the link to the ERP off, and with it the lock; then the invoice is deleted. */
async function deleteInvoice(commitment: Commitment): Promise<Requisition> {
  const invoice = invoiceOf(commitment);
  invoice.originId = null;
  await world.procore.system.act({ do: "delete_requisition", id: invoice.id });
  return invoice;
}

/** As if the last comparison of the project's list were long ago. */
const letCompare = () =>
  world.database
    .admin("cursors")
    .whereLike("name", "%:asked:all")
    .update({ value: new Date(0).toISOString() });

async function poll(): Promise<void> {
  const { companyId, connectionId } = installed;
  await world.jobs.send("poll-changes", { companyId, connectionId });
  await atRest(world);
}

const deleted = {
  status: "desynchronized",
  waiting: expect.stringContaining("close its counterpart by hand"),
  is_deleted: true,
};
const payments = (method: string) =>
  countCalls(world.procore, method, /^\/rest\/v1\.0\/contract_payments/);
const unread = async () =>
  (await must(installed.admin.get<Installation>(`/companies/${installed.companyId}/installation`)))
    .unread;

it("notices an invoice that was deleted before Procore was told of its bill", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Never told" });
  await atRest(world);
  const stop = world.procore.tap.listen(async ({ method, path }) => {
    if (method !== "GET" || !path.startsWith(`${LIST}/`)) return;
    // the invoice is in the ERP, and Procore is about to be told
    const [bill] = await world.database
      .admin("records")
      .where({ kind: "requisition", procore_id: invoiceOf(commitment)?.id ?? "" })
      .whereNotNull("erp_id");
    if (bill) await deleteInvoice(commitment);
  });

  const { id } = await approveInvoice(world, installed, commitment);
  await atRest(world);
  stop();

  expect(await recordOf({ id })).toMatchObject(deleted);
  expect((await logOf(world, commitment))[0]).toMatchObject({ action: "deleted" });
});

it("notices a deleted invoice when Procore refuses a payment of it, and asks for that no more", async () => {
  const bill = await billed(world, installed, { vendor, title: "Paid and deleted" });
  await atRest(world);
  const invoice = await deleteInvoice(bill.commitment);

  await payBill(world, installed, bill, "100.00");
  await atRest(world);

  expect(await recordOf(invoice)).toMatchObject(deleted);
  const asked = payments("GET") + payments("POST");
  await syncPayments(installed, bill.commitment);
  await atRest(world);
  expect(payments("GET") + payments("POST")).toBe(asked);
  const admin = await signIn(world, "accounting");
  expect(await viewOf({ ...installed, admin }, bill.commitment)).toMatchObject({
    invoices: [
      {
        status: "deleted",
        paid: "100.00",
        waiting: expect.stringMatching(/100\.00 of its bill of 600\.00 is paid/) as string,
      },
    ],
    payments: [
      { status: "failed", problem: expect.stringMatching(/invoice was deleted/) as string },
    ],
    money: { billed: "0.00", paid: "100.00" },
  });
});

it("takes a payment back in Procore although its invoice was deleted there", async () => {
  const bill = await billed(world, installed, { vendor, title: "Voided after all" });
  const { paymentId } = await payBill(world, installed, bill, "100.00");
  await atRest(world);
  const invoice = await deleteInvoice(bill.commitment);
  await letCompare();
  await poll();
  expect(await recordOf(invoice)).toMatchObject(deleted);

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  const issued = [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === bill.commitment.id,
  );
  expect(issued).toMatchObject([
    { amount: "0.00", originId: expect.stringContaining("crosstie-") },
  ]);
});

it("notices a deleted invoice by comparing a project's list with what it knows", async () => {
  const bill = await billed(world, installed, { vendor, title: "Gone without a word" });
  await atRest(world);
  const invoice = await deleteInvoice(bill.commitment);
  await poll();
  expect(await recordOf(invoice)).toMatchObject({ status: "success", is_deleted: false });

  await letCompare();
  await poll();

  expect(await recordOf(invoice)).toMatchObject(deleted);
});

it("takes nothing for deleted while a list is suddenly empty, says so, and goes on when it is not", async () => {
  const bill = await billed(world, installed, { vendor, title: "Not gone" });
  await atRest(world);
  const gone = invoiceOf(bill.commitment);
  const living = { is_deleted: false, kind: "requisition" };
  const before = await world.database.admin("records").where(living);
  const { requisitions } = world.procore.system.live();
  const all = new Map(requisitions);

  requisitions.clear();
  await letCompare();
  await poll();
  expect(await world.database.admin("records").where(living)).toHaveLength(before.length);
  expect(await unread()).toContainEqual(
    expect.objectContaining({ isList: true, reason: expect.stringMatching(/nothing.*deleted/i) }),
  );

  for (const [id, one] of all) if (id !== gone.id) requisitions.set(id, one);
  await poll();
  expect(await unread()).toEqual([]);
  expect(await recordOf(gone)).toMatchObject(deleted);
});
