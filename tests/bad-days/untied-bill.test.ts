import { expect, it } from "vitest";
import { up } from "../../migrations/0025_untied_bills.ts";
import { connect } from "../../server/database/open-database.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

interface Written {
  item: { items: Record<string, unknown>[] };
}

/** The next bill is written as it was when its order lacked the lines that it bills. */
function untieNext(): void {
  const stop = world.netsuite.tap.listen(async ({ method, path }, request) => {
    if (method !== "PUT" || !path.includes("/vendorBill/")) return undefined;
    stop();
    const { url, headers } = request;
    const written = (await request.clone().json()) as Written;
    const items = written.item.items.map((line) =>
      Object.fromEntries(Object.entries(line).filter(([name]) => !name.startsWith("order"))),
    );
    const body = JSON.stringify({ ...written, item: { items } });
    const rest = Object.fromEntries([...headers].filter(([name]) => name !== "content-length"));
    return fetch(url, { method, headers: rest, body });
  });
}

it("ties a bill to its order that was written before the order had its lines", async () => {
  untieNext();
  const commitment = await createCommitment(world, installed, { vendor, title: "Untied" });
  await atRest(world);
  const invoice = await approveInvoice(world, installed, commitment);
  await atRest(world);
  const billId = billsOf(world, invoice.id)[0]!.id;
  // Nothing was said of it then.
  await world.database
    .admin("records")
    .where({ erp_id: billId })
    .update({ status: "success", differs: null, remark: null });
  const ties = () =>
    booksOf(world)
      .vendorBill.find(({ id }) => id === billId)
      ?.lines.item?.map(({ fields }) => fields.orderDoc ?? null);
  expect(ties()).toEqual([null]);
  await world.procore.system.act({ do: "set_rules", locksApprovedCommitments: false });
  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "1500.00",
  });
  await atRest(world);

  const owner = connect(world.database.migrationUrl);
  await owner.transaction(up);
  await owner.destroy();
  await world.everyTick();
  await atRest(world);

  const [order] = ordersOf(world, commitment);
  expect(ties()).toEqual([order!.id]);
  const bill = await world.database.admin("records").where({ erp_id: billId }).first();
  expect(bill).toMatchObject({ status: "success", lands_until: null });
});
