import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { booksOf } from "../world/books.ts";
import { pathOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { later, parts } from "./lost-answers.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });
const { ns, pc, lostOrder, answersAgain, seen, orderOf, orderTotals } = parts(world, installed);

/** Its answer is lost, and before Crosstie looks, an import in NetSuite changes its external id. */
async function strayed(title: string, externalId: string | null) {
  await pc("set_rules", { locksApprovedCommitments: false });
  const commitment = await lostOrder(title);
  const { id, externalId: ours } = orderOf(commitment);
  await ns("set_external_id", { type: "purchaseOrder", id, externalId });
  return { commitment, id, ours };
}

it.each([
  ["cleared", null],
  ["overwritten", "IMPORT-77"],
])(
  "orders nothing twice whose answer was lost and whose external id an import has %s",
  async (how, externalId) => {
    const { commitment, id, ours } = await strayed(`Strayed, ${how}`, externalId);
    await answersAgain(commitment);
    expect(orderTotals(commitment)).toEqual(["50000.00"]);
    const { record, failure } = await seen(commitment);
    expect(record).toBe("error");
    expect(failure).toMatchObject({ code: "duplicate", whoseMove: "accounting" });
    expect(failure!.detail).toContain(`external ID ${ours}`);
    await ns("set_external_id", { type: "purchaseOrder", id, externalId: ours });
    await installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`);
    await atRest(world, later);
    expect(await seen(commitment)).toMatchObject({ record: "success" });
    expect(orderTotals(commitment)).toEqual(["50000.00"]);
  },
  60_000,
);

it("orders nothing twice whose title was changed in Procore while the answer was lost", async () => {
  const { commitment } = await strayed("Strayed, by its first title", null);
  await pc("update_commitment", { id: commitment.id, title: "Another title" });
  await answersAgain(commitment);
  const orders = booksOf(world).purchaseOrder.map(({ fields }) => String(fields.memo));
  const ofNumber = orders.filter((memo) => memo.startsWith(`${commitment.number} · `));
  expect(ofNumber).toEqual([`${commitment.number} · Strayed, by its first title`]);
}, 60_000);

it("orders it anew once accounting has deleted the strayed order", async () => {
  const { commitment } = await strayed("Strayed, and accounting deletes it", null);
  await answersAgain(commitment);
  await ns("delete_purchase_order", { purchaseOrderId: orderOf(commitment).id });
  await installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`);
  await atRest(world, later);
  expect(await seen(commitment)).toMatchObject({ record: "success" });
  expect(orderTotals(commitment)).toEqual(["50000.00"]);
}, 60_000);
