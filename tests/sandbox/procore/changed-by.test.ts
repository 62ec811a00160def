import { expect, it } from "vitest";
import { openListener, type Listener } from "./listener.ts";
import type { Requisition } from "./records.ts";
import { useStage } from "./stage.ts";

const PM = "pm@ridgeline.example";
const ACCOUNTING = "accounting@ridgeline.example";
const ADMIN = "admin@ridgeline.example";

const stage = useStage();

async function listen(names: string[]): Promise<Listener> {
  const listener = await openListener();
  const hooks = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks/hooks`;
  const { body } = await stage.call("POST", hooks, {
    body: { payload_version: "v2.0", namespace: "crosstie", destination_url: listener.url },
  });
  await stage.call("POST", `${hooks}/${(body as { data: { id: string } }).data.id}/triggers/bulk`, {
    body: names.flatMap((resource_name) =>
      ["create", "update", "delete"].map((event_type) => ({ resource_name, event_type })),
    ),
  });
  return listener;
}

it("names in each webhook the person of that one change", async () => {
  const listener = await listen([
    "Work Order Contracts",
    "Work Order Contract Line Items",
    "Change Order Packages",
    "Contract Payments",
  ]);
  const { id: commitmentId, lines } = stage.subcontract;

  await stage.act("update_commitment", { id: commitmentId, title: "Renamed", by: PM });
  await stage.act("set_line_amount", {
    commitmentId,
    lineId: lines[0]?.id,
    amount: "1",
    by: ACCOUNTING,
  });
  const { body: order } = await stage.act("create_change_order", { commitmentId, by: ADMIN });
  await stage.act("delete_change_order", { id: (order as { id: string }).id, by: PM });
  await stage.act("create_payment", {
    contractId: commitmentId,
    fields: { amount: "10", date: "2026-10-01" },
    by: ACCOUNTING,
  });
  await stage.act("settle_webhooks");
  await listener.close();

  const told = listener.heard.map(
    ({ body }) =>
      `${body.resource_name as string} ${body.event_type as string} ${body.user_id as number}`,
  );
  const id = (login: string) => stage.user(login).id;
  expect(new Set(told)).toEqual(
    new Set([
      `Work Order Contracts update ${id(PM)}`,
      `Work Order Contract Line Items update ${id(ACCOUNTING)}`,
      `Work Order Contracts update ${id(ACCOUNTING)}`,
      `Change Order Packages create ${id(ADMIN)}`,
      `Change Order Packages delete ${id(PM)}`,
      `Contract Payments create ${id(ACCOUNTING)}`,
    ]),
  );
});

it("keeps of an invoice, which has no webhook, who changed which column and item", async () => {
  const { body } = await stage.act("create_requisition", {
    commitmentId: stage.subcontract.id,
    by: PM,
  });
  const { id, items } = body as Requisition;
  await stage.act("set_requisition_status", { id, status: "under_review", by: PM });
  await stage.act("update_requisition", {
    id,
    items: [{ id: items[0]?.id, work_completed_this_period: "5.00" }],
    by: ACCOUNTING,
  });

  const shown = await stage.call(
    "GET",
    `/rest/v1.0/requisitions/${id}/change_histories?project_id=${stage.hospital.id}`,
  );

  const by = (login: string) => ({ action_by_id: Number(stage.user(login).id) });
  expect(shown.body).toMatchObject([
    { column: "status", old_value: "draft", new_value: "under_review", ...by(PM) },
    { column: "submitted_at", old_value: null, ...by(PM) },
    {
      column: "work_completed_this_period",
      new_value: "5.00",
      ref_id: Number(items[0]?.id),
      ref_type: "Billings::ContractItem",
      ...by(ACCOUNTING),
    },
  ]);
});

it("says who drew up a change order and who decided on it", async () => {
  const { body } = await stage.act("create_change_order", {
    commitmentId: stage.subcontract.id,
    status: "pending",
    by: PM,
  });
  const { id } = body as { id: string };
  await stage.act("set_change_order_status", { id, status: "approved", by: ADMIN });

  const shown = await stage.call(
    "GET",
    `/rest/v1.0/projects/${stage.hospital.id}/commitment_change_orders/${id}`,
  );

  expect(shown.body).toMatchObject({
    created_by: { id: Number(stage.user(PM).id) },
    reviewed_by: { id: Number(stage.user(ADMIN).id) },
    reviewed_at: expect.any(String) as string,
  });
});
