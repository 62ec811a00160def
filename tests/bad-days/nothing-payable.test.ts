import { expect, it } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment, logOf, pathOf, viewOf } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { documentsOf, invoiceOf, revise } from "./invoice-of.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const NOTHING = "nothing is payable on it";
const work = "work_completed_this_period";
const held = "work_completed_retainage_retained_this_period";
const stored = "materials_presently_stored";

async function aContract(title: string) {
  const commitment = await createCommitment(world, installed, { vendor, title });
  await atRest(world);
  return commitment;
}
const bills = () => countCalls(world.netsuite, "PUT", /vendor(Bill|Credit)/);

it.each([
  ["it comes to 0.00", [{}]],
  ["all of it is retained", [{ [work]: "300.00", [held]: "300.00" }]],
  ["materials that were stored are built in", [{ [stored]: "300.00" }, { [work]: "300.00" }]],
])("sends nothing and fails nothing where %s", async (why, items) => {
  const commitment = await aContract(why);
  for (const item of items.slice(0, -1)) await invoiceOf(world, commitment, item);
  await poll(world, installed);
  const sent = bills();

  const id = await invoiceOf(world, commitment, items.at(-1)!);
  await poll(world, installed);
  await poll(world, installed);

  expect(bills()).toBe(sent);
  expect(documentsOf(world, id)).toEqual([]);
  const view = await viewOf(installed, commitment);
  expect(view.invoices.find((one) => one.id === id)).toMatchObject({
    record: "not_applicable",
    amount: "0.00",
    waiting: NOTHING,
    failure: null,
    canSync: false,
  });
  expect(view.timeline[0]).toMatchObject({
    status: "not_applicable",
    note: `Nothing is sent: ${NOTHING}.`,
    waiting: null,
  });
  const page = await must(
    installed.admin.get<ActivityPage>(
      `/companies/${installed.companyId}/activities?tab=completed&limit=1`,
    ),
  );
  expect(page.items).toMatchObject([{ status: "not_applicable", failure: null }]);
  const asked = await installed.admin.send(
    "POST",
    `${pathOf(installed, commitment)}/invoices/${id}/sync`,
  );
  expect(asked).toMatchObject({ status: 409, body: { message: expect.stringContaining(NOTHING) } });
});

it("sends it once something is payable, and says how much is retained", async () => {
  const commitment = await aContract("Retained, then released");
  const id = await invoiceOf(world, commitment, { [work]: "300.00", [held]: "300.00" });
  await poll(world, installed);

  await revise(world, commitment, id, { [held]: "30.00" });
  await poll(world, installed);

  expect(documentsOf(world, id)).toMatchObject([
    { fields: { memo: expect.stringMatching(/ · 30\.00 retainage held$/) } },
  ]);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "success", amount: "270.00", retained: "30.00", waiting: null },
  ]);
  expect((await logOf(world, commitment))[0]).toMatchObject({ status: "synced" });
});

it("shows both figures of a bill of which nothing is payable any more, until accounting has deleted it", async () => {
  const commitment = await aContract("Turned to nothing");
  const id = await invoiceOf(world, commitment, { [work]: "300.00" });
  await poll(world, installed);
  const [bill] = documentsOf(world, id);

  await revise(world, commitment, id, { [work]: "0.00" });
  await poll(world, installed);
  const turned = { record: "desynchronized", waiting: expect.stringMatching(/300\.00.* 0\.00/s) };
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([turned]);
  expect(documentsOf(world, id)).toEqual([bill]);
  await syncPayments(installed, commitment);
  await atRest(world);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([turned]);

  await world.netsuite.system.act({ do: "delete_bill", billId: bill!.id });
  await syncPayments(installed, commitment);
  await atRest(world);
  expect((await viewOf(installed, commitment)).invoices).toMatchObject([
    { record: "not_applicable", waiting: NOTHING, counterpart: null },
  ]);
});
