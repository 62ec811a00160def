import { expect, it } from "vitest";
import type { Requisition } from "./records.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

type Row = Record<string, unknown>;

const rows = async (kind: string, id: string) =>
  (await stage.call("GET", `/rest/v1.0/requisitions/${id}/${kind}?project_id=${stage.hospital.id}`))
    .body as Row[];
const shown = async (id: string) =>
  (
    await stage.call(
      "GET",
      `/rest/v1.1/requisitions/${id}?project_id=${stage.hospital.id}&view=items`,
    )
  ).body as { items: Row[]; item_packages: Row[]; summary: Record<string, string> };

async function contract(lines: Row[], kind = "work_order_contract"): Promise<string> {
  const { body } = await stage.act("create_commitment", {
    projectId: stage.hospital.id,
    kind,
    fields: { title: "Erection", status: "Approved", retainage_percent: "10" },
    lines,
  });
  return (body as { id: string }).id;
}

const linesOf = (id: string) => stage.state.commitments.get(id)?.lines ?? [];

async function bill(commitmentId: string, percent?: string): Promise<Requisition> {
  return (await stage.act("create_requisition", { commitmentId, percent })).body as Requisition;
}

it("bills the lines of an approved change order beside those of the contract", async () => {
  const commitmentId = await contract([{ description: "Steel", amount: "10000" }]);
  const drawn = { commitmentId, number: "001", title: "Anchors" };
  await stage.act("create_change_order", {
    ...drawn,
    status: "approved",
    lines: [{ description: "Anchors", amount: "2000" }],
  });
  await stage.act("create_change_order", {
    ...drawn,
    status: "pending",
    lines: [{ description: "Not yet", amount: "900" }],
  });

  const { id } = await bill(commitmentId, "50");
  const [changes, own, invoice] = await Promise.all([
    rows("change_order_items", id),
    rows("contract_items", id),
    shown(id),
  ]);

  const [order] = [...stage.state.changeOrders.values()].filter(
    ({ contractId }) => contractId === commitmentId,
  );
  expect(own).toMatchObject([{ work_completed_this_period: "5000.00" }]);
  expect(changes).toMatchObject([
    {
      scheduled_value: "2000.00",
      work_completed_this_period: "1000.00",
      line_item_id: Number(order?.lines[0]?.id),
      change_order_package_id: Number(order?.packageId),
    },
  ]);
  expect(invoice.items).toMatchObject([
    { item_type: "contract_item" },
    { item_type: "change_order_item", line_item_id: Number(order?.lines[0]?.id) },
  ]);
  expect(invoice.item_packages).toMatchObject([
    { number: "001", change_order_id: Number(order?.id) },
  ]);
  expect(invoice.summary).toMatchObject({
    original_contract_sum: "10000.00",
    net_change_by_change_orders: "2000.00",
    contract_sum_to_date: "12000.00",
    current_payment_due: "5400.00",
    positive_change_order_item_total: "2000.00",
    positive_new_change_order_item_total: "2000.00",
    positive_previous_change_order_item_total: "0.00",
  });
});

it("bills the subcontractor's schedule in place of the line that it is below", async () => {
  const commitmentId = await contract([
    { description: "Steel", amount: "10000" },
    { description: "Deck", amount: "4000" },
  ]);
  const [steel, deck] = linesOf(commitmentId);
  await stage.act("set_detail_lines", {
    commitmentId,
    lineId: steel?.id,
    details: [
      { description: "Level 1", amount: "6000" },
      { description: "Level 2", amount: "4000" },
    ],
  });

  const { id } = await bill(commitmentId, "10");
  const [details, own, invoice] = await Promise.all([
    rows("contract_detail_items", id),
    rows("contract_items", id),
    shown(id),
  ]);
  await stage.act("set_rules", { detailItemsName: "detail_line" });
  const otherwise = await shown(id);

  const drawn = stage.state.commitments.get(commitmentId)?.detailLines ?? [];
  expect(own).toMatchObject([{ line_item_id: Number(deck?.id) }]);
  expect(details).toMatchObject([
    { detail_line_item_id: Number(drawn[0]?.id), work_completed_this_period: "600.00" },
    { detail_line_item_id: Number(drawn[1]?.id), work_completed_this_period: "400.00" },
  ]);
  const named = (items: Row[]) => items.map(({ line_item_id }) => line_item_id);
  expect(named(invoice.items)).toEqual([Number(deck?.id), Number(steel?.id), Number(steel?.id)]);
  expect(named(otherwise.items)).toEqual(
    [deck, drawn[0], drawn[1]].map((line) => Number(line?.id)),
  );
});

it("counts units on a contract that goes by units", async () => {
  const commitmentId = await contract(
    [{ description: "Gravel", quantity: "100", unit_cost: "12.50", uom: "ton" }],
    "purchase_order_contract",
  );
  const bulk = async (requisition: Requisition, fields: Row) => {
    await stage.call(
      "PATCH",
      `/rest/v1.0/requisitions/${requisition.id}/bulk_item_update?project_id=${stage.hospital.id}`,
      {
        body: {
          requisition_items: [
            { id: requisition.items[0]?.id, item_type: "contract_item", ...fields },
          ],
        },
      },
    );
    return rows("contract_items", requisition.id);
  };

  const byUnits = await bulk(await bill(commitmentId, "0"), {
    work_completed_this_period_quantity: "25",
  });
  const byAmount = await bulk(await bill(commitmentId, "0"), {
    work_completed_this_period: "500.00",
  });

  expect(byUnits).toMatchObject([
    { work_completed_this_period: "312.50", work_completed_this_period_quantity: "25.0000" },
  ]);
  expect(byAmount).toMatchObject([
    {
      work_completed_this_period_quantity: "40.0000",
      work_completed_from_previous_application_quantity: "25.0",
      work_completed_from_previous_application: "312.50",
    },
  ]);
});

it("does not bill a change order that nobody approved", async () => {
  const commitmentId = await contract([{ description: "Steel", amount: "10000" }]);
  const { body } = await stage.act("create_change_order", {
    commitmentId,
    status: "pending",
    lines: [{ description: "Anchors", amount: "2000" }],
  });
  const [line] = (body as { lines: { id: string }[] }).lines;

  const refused = await stage.act("create_requisition", {
    commitmentId,
    fields: {
      items: [
        {
          item_type: "change_order_item",
          line_item_id: line?.id,
          work_completed_this_period: "10",
        },
      ],
    },
  });

  expect(refused.status).not.toBe(200);
});
