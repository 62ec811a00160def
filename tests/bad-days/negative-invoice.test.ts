import { expect, it } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { booksOf, countCalls } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { documentsOf, invoiceOf, revise } from "./invoice-of.ts";
import { deleteInvoice, poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const work = "work_completed_this_period";

/** A contract of which 600.00 are billed. */
async function billedContract(title: string): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title });
  await atRest(world);
  await invoiceOf(world, commitment, { [work]: "600.00" });
  await poll(world, installed);
  return commitment;
}
const lookAgain = async (commitment: Commitment) => {
  await syncPayments(installed, commitment);
  await atRest(world);
};
const syncNow = async (commitment: Commitment, id: string) => {
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/invoices/${id}/sync`));
  await atRest(world);
};
const invoiceIn = async (commitment: Commitment, id: string) =>
  (await viewOf(installed, commitment)).invoices.find((one) => one.id === id);
const set = (credits: string | null) =>
  changeSettings(installed, {
    own: { ...installed.installation.settings.own, credits } as never,
  });

it("writes −300.00 as a vendor credit, which no payment is looked for on, and keeps it up to date", async () => {
  const commitment = await billedContract("Taken back");
  const id = await invoiceOf(world, commitment, { [work]: "-300.00" });
  await poll(world, installed);

  const [credit, ...others] = documentsOf(world, id);
  expect(others).toEqual([]);
  expect(credit).toMatchObject({ type: "vendorCredit", fields: { total: "300.00" } });
  const invoice = await invoiceIn(commitment, id);
  expect(invoice).toMatchObject({
    record: "success",
    amount: "-300.00",
    counterpart: {
      kind: "Vendor credit",
      id: credit!.id,
      url: expect.stringContaining(`vendcred.nl?id=${credit!.id}`),
    },
  });

  await revise(world, commitment, id, { [work]: "-250.00" });
  await poll(world, installed);
  await lookAgain(commitment);
  expect(documentsOf(world, id)).toMatchObject([{ id: credit!.id, fields: { total: "250.00" } }]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success", open: null });
});

it("finds the credit of which the answer was lost, and writes no second one", async () => {
  const commitment = await billedContract("Taken back, answer lost");
  world.netsuite.faults.add({
    method: "PUT",
    path: "/services/rest/record/v1/vendorCredit/*",
    kind: "lost_response",
    times: 1,
  });
  const id = await invoiceOf(world, commitment, { [work]: "-300.00" });
  await poll(world, installed);

  expect(documentsOf(world, id)).toHaveLength(1);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success" });
  const numbers = booksOf(world).vendorCredit.map(({ fields }) => fields.tranId);
  expect(new Set(numbers).size).toBe(numbers.length);
}, 60_000);

it("says that accounting enters it where Settings says so, sends nothing, and sends it when somebody asks once that is changed", async () => {
  const commitment = await billedContract("By hand");
  await set("by_hand");
  const id = await invoiceOf(world, commitment, { [work]: "-300.00" });
  const before = countCalls(world.netsuite, "PUT", /vendorCredit/);
  await poll(world, installed);

  expect(countCalls(world.netsuite, "PUT", /vendorCredit/)).toBe(before);
  expect(await invoiceIn(commitment, id)).toMatchObject({
    record: "not_applicable",
    waiting: expect.stringMatching(/-300\.00.*accounting enters a vendor credit/),
    canSync: true,
  });
  expect((await logOf(world, commitment))[0]).toMatchObject({ status: "not_applicable" });

  await set("written");
  await poll(world, installed);
  expect(documentsOf(world, id)).toEqual([]);
  await syncNow(commitment, id);
  expect(documentsOf(world, id)).toMatchObject([{ type: "vendorCredit" }]);
  expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success" });
});

it.each([
  ["bill", "600.00", "-300.00", "vendorCredit"],
  ["credit", "-300.00", "200.00", "vendorBill"],
])(
  "never has two documents of an invoice whose %s of %s turns into %s",
  async (word, first, then, type) => {
    const commitment = await createCommitment(world, installed, {
      vendor,
      title: `Turns: ${word}`,
    });
    await atRest(world);
    if (first.startsWith("-")) await invoiceOf(world, commitment, { [work]: "600.00" });
    const id = await invoiceOf(world, commitment, { [work]: first });
    await poll(world, installed);
    const [there] = documentsOf(world, id);
    expect(there).toBeDefined();

    await revise(world, commitment, id, { [work]: then });
    await poll(world, installed);
    await lookAgain(commitment);

    expect(documentsOf(world, id)).toEqual([there]);
    const figures = new RegExp(`${first.replace("-", "")}.*${then}.*Accounting deletes`, "s");
    expect(await invoiceIn(commitment, id)).toMatchObject({
      record: "desynchronized",
      waiting: expect.stringMatching(figures),
      counterpart: { id: there!.id },
    });

    await world.netsuite.system.act({ do: `delete_${word}`, [`${word}Id`]: there!.id });
    await lookAgain(commitment);
    expect(await invoiceIn(commitment, id)).toMatchObject({
      record: "desynchronized",
      waiting: expect.stringContaining("press Sync now"),
      counterpart: null,
    });
    await syncNow(commitment, id);
    expect(documentsOf(world, id)).toMatchObject([{ type }]);
    expect(await invoiceIn(commitment, id)).toMatchObject({ record: "success", waiting: null });
  },
);

it("has nothing more to say of a credit whose invoice and which itself were deleted", async () => {
  const commitment = await billedContract("Credit deleted twice");
  const id = await invoiceOf(world, commitment, { [work]: "-300.00" });
  await poll(world, installed);
  const [credit] = documentsOf(world, id);
  await deleteInvoice(world, installed, id);
  expect(await invoiceIn(commitment, id)).toMatchObject({ status: "deleted" });

  await world.netsuite.system.act({ do: "delete_credit", creditId: credit!.id });
  await lookAgain(commitment);
  expect(await invoiceIn(commitment, id)).toBeUndefined();
});
