import { expect, it } from "vitest";
import type { Preview } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { billsOf, booksOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

/** Somebody bills half of the contract under the vendor's own number, and somebody approves it. */
async function invoice({ id: commitmentId }: Commitment, invoiceNumber: string | null) {
  const { id } = (await world.procore.system.act({
    do: "create_requisition",
    commitmentId,
    percent: "50",
    fields: { invoice_number: invoiceNumber },
  })) as { id: string };
  await world.procore.system.act({ do: "approve_requisition", id });
  return id;
}

async function twoContracts(title: string): Promise<[Commitment, Commitment]> {
  const wanted = { vendor, title };
  const first = await createCommitment(world, installed, wanted);
  const second = await createCommitment(world, installed, { vendor, title: `${title}, too` });
  await atRest(world);
  return [first, second];
}

const numbersOf = (ids: string[]) =>
  ids.flatMap((id) => billsOf(world, id).map(({ fields }) => String(fields.tranId)));
const options = (given: object) => world.netsuite.system.act({ do: "set_options", ...given });

it("bills both of two invoices of one vendor that are numbered alike, at once, and keeps the vendor's own number findable", async () => {
  await options({ refuseDuplicateBillNumbers: true });
  const [one, other] = await twoContracts("Numbered alike");
  const ids = [await invoice(one, "1"), await invoice(other, "1")];
  world.netsuite.faults.add({
    method: "PUT",
    path: "/services/rest/record/v1/vendorBill/*",
    kind: "delay",
    ms: 300,
    times: 2,
  });

  await poll(world, installed);

  const numbers = numbersOf(ids);
  expect(numbers).toHaveLength(2);
  const made = [one, other].map(({ number }) => `${number}-1`);
  expect([`1,${made[1]}`, `${made[0]},1`]).toContain(numbers.join());
  for (const [at, { number }] of [one, other].entries()) {
    const [bill] = billsOf(world, ids[at]!);
    expect(bill!.fields.memo).toBe(`${number} · invoice 1`);
    expect((await viewOf(installed, [one, other][at]!)).invoices).toMatchObject([
      { number: "1", record: "success", counterpart: { number: numbers[at] } },
    ]);
  }
});

it("leaves a bill its number when it is sent again, whatever becomes of the other", async () => {
  const [one, other] = await twoContracts("Sent again");
  const ids = [await invoice(one, "2")];
  await poll(world, installed);
  ids.push(await invoice(other, "2"));
  await poll(world, installed);
  const before = numbersOf(ids);
  expect(before).toEqual(["2", `${other.number}-1`]);

  await revise(ids[0]!, { invoice_number: "2A" });
  await revise(ids[1]!, { billing_date: "2026-05-30" });
  await poll(world, installed);

  expect(numbersOf(ids)).toEqual(["2A", before[1]]);
  expect(billsOf(world, ids[1]!)).toMatchObject([{ fields: { tranDate: "2026-05-30" } }]);
});

it("gives invoices without a number, of contracts of one number in two projects, numbers of their own", async () => {
  const [one, other] = await twoContracts("Contracts of one number");
  await world.procore.system.act({ do: "update_commitment", id: other.id, number: one.number });
  await atRest(world);

  const ids = [await invoice(one, null), await invoice(other, null)];
  await poll(world, installed);

  const numbers = numbersOf(ids);
  expect(new Set(numbers).size).toBe(2);
  expect(numbers).toContain(`${one.number}-1`);
});

it("sends no second bill of an invoice that was typed in under the vendor's number, though ours has that number too", async () => {
  const [one, other] = await twoContracts("Typed in as well");
  const first = await invoice(one, "3");
  await poll(world, installed);
  const vendorId = String(billsOf(world, first)[0]!.fields.entity);
  await options({ refuseDuplicateBillNumbers: false });
  const typedIn = (await world.netsuite.system.act({
    do: "create_bill",
    vendorId,
    number: "3",
    amount: "600.00",
  })) as { billId: string };

  const second = await invoice(other, "3");
  await poll(world, installed);

  expect(billsOf(world, second)).toEqual([]);
  expect((await viewOf(installed, other)).invoices).toMatchObject([
    { failure: { code: "duplicate", detail: expect.stringContaining(typedIn.billId) } },
  ]);
});

it("knows a bill of its own by the books alone, and bills the other under another number", async () => {
  const [one, other] = await twoContracts("From before");
  const first = await invoice(one, "4");
  await poll(world, installed);
  await world.database
    .admin("records")
    .where({ procore_id: first, kind: "requisition" })
    .update({ numbered: null });

  const second = await invoice(other, "4");
  await poll(world, installed);

  expect(numbersOf([first, second])).toEqual(["4", `${other.number}-1`]);
  await revise(first, { billing_date: "2026-05-29" });
  await poll(world, installed);
  expect(billsOf(world, first)).toMatchObject([
    { fields: { tranId: "4", tranDate: "2026-05-29" } },
  ]);
  expect(booksOf(world).vendorBill.filter(({ fields }) => fields.tranId === "4")).toHaveLength(1);
});

/** Procore lets nobody change a synced invoice: its link is taken off first. */
async function revise(id: string, fields: object): Promise<void> {
  world.procore.system.live().requisitions.get(id)!.originId = null;
  await world.procore.system.act({ do: "update_requisition", id, ...fields });
}

it("shows before it is sent under which number it goes", async () => {
  const [one, other] = await twoContracts("Looked at before");
  await invoice(one, "5");
  await poll(world, installed);
  await must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/settings`, {
      ...installed.installation.settings,
      automaticSync: false,
    }),
  );
  await invoice(other, "5");
  await poll(world, installed);

  const preview = await must(
    installed.admin.get<Preview>(
      `/companies/${installed.companyId}/projects/${other.projectId}/commitments/${other.id}/preview`,
    ),
  );
  expect(preview.documents).toMatchObject([
    { title: `${other.number}-1`, requests: [{ body: { tranId: `${other.number}-1` } }] },
  ]);
});
