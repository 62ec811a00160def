import { expect, it } from "vitest";
import type { ChangeOrder } from "./change-orders.ts";
import { openListener } from "./listener.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

const contract = () =>
  `/rest/v1.0/work_order_contracts/${stage.subcontract.id}?project_id=${stage.hospital.id}`;
const orders = (rest = "") =>
  `/rest/v1.0/projects/${stage.hospital.id}/commitment_change_orders${rest}`;
const lines = (id: string, rest = "") =>
  `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/commitment_change_orders/${id}/line_items${rest}`;

async function draw(given: Record<string, unknown> = {}): Promise<ChangeOrder> {
  const { body } = await stage.act("create_change_order", {
    commitmentId: stage.subcontract.id,
    number: "001",
    title: "Extra anchors",
    status: "draft",
    lines: [
      { description: "Anchors", amount: "10000.00" },
      {
        description: "Crane",
        amount: "2500",
        cost_code_id: stage.subcontract.lines[0]?.costCodeId,
      },
    ],
    ...given,
  });
  return body as ChangeOrder;
}

it.each([
  ["approved", { approved_change_orders: "12500.00" }],
  ["Approved", { approved_change_orders: "12500.00" }],
  ["draft", { draft_change_orders_amount: "12500.00" }],
  ["pending", { pending_change_orders: "12500.00" }],
  ["not_proceeding", { pending_change_orders: "12500.00" }],
  ["no_charge", {}],
  ["rejected", {}],
  ["void", {}],
])("counts a change order that is %s as Procore's support pages say", async (status, counted) => {
  const before = (await stage.call("GET", contract())).body as Record<string, string>;
  const { id } = await draw();

  await stage.act("set_change_order_status", { id, status });
  const after = (await stage.call("GET", contract())).body as Record<string, string>;

  const none = {
    approved_change_orders: "0.00",
    pending_change_orders: "0.00",
    draft_change_orders_amount: "0.00",
  };
  expect(before).toMatchObject(none);
  expect(after).toMatchObject({ ...none, ...counted, grand_total: before.grand_total });
  const revised = Number(before.grand_total) + Number(after.approved_change_orders);
  expect(Number(after.revised_contract)).toBe(revised);
  expect(Number(after.pending_revised_contract)).toBe(
    revised + Number(after.pending_change_orders),
  );
});

it("lists, shows, changes and removes change orders and their lines", async () => {
  const { id, packageId } = await draw({ status: "pending" });

  const listed = await stage.call(
    "GET",
    orders(`?filters[contract_id]=${stage.subcontract.id}&filters[status]=pending`),
  );
  const byPackage = await stage.call("GET", orders(`?filters[legacy_package_id]=${packageId}`));
  const made = await stage.call("POST", lines(id), {
    body: {
      description: "Hoist",
      amount: "500.00",
      wbs_code_id: stage.subcontract.lines[0]?.costCodeId,
      commitment_line_item_id: stage.subcontract.lines[0]?.id,
    },
  });
  const approved = await stage.call("PATCH", orders(`/${id}`), {
    body: { change_order: { status: "approved" } },
  });
  const all = await stage.call("GET", lines(id));
  const removed = await stage.call("DELETE", orders(`/${id}`));
  const gone = await Promise.all([
    stage.call("GET", orders(`/${id}`)),
    stage.call("GET", lines(id)),
  ]);

  const row = { id: Number(id), legacy_package_id: Number(packageId), grand_total: "12500.00" };
  expect(listed.body).toEqual([expect.objectContaining(row)]);
  expect(byPackage.body).toEqual([expect.objectContaining(row)]);
  expect(made).toMatchObject({
    status: 200,
    body: { data: { commitment_line_item_id: stage.subcontract.lines[0]?.id } },
  });
  expect(approved).toMatchObject({ status: 200, body: { grand_total: "13000.00" } });
  expect(all.body).toMatchObject({
    data: [{ amount: "10000.00" }, { amount: "2500.00" }, { amount: "500.00" }],
  });
  expect(removed.status).toBe(204);
  expect(gone.map(({ status }) => status)).toEqual([404, 404]);
  expect((await stage.call("GET", contract())).body).toMatchObject({
    approved_change_orders: "0.00",
    change_order_packages: [],
  });
});

it("pages its list and filters it by when a change order was last touched", async () => {
  const { id } = await draw();
  const at = stage.state.changeOrders.get(id)?.updatedAt ?? "";

  const first = await stage.call("GET", orders("?per_page=1"));
  const recent = await stage.call(
    "GET",
    orders(`?filters[updated_at]=${at}...2099-01-01T00:00:00Z`),
  );
  const refused = await stage.call("GET", orders("?filters[number]=001"));

  expect(first.body).toHaveLength(1);
  expect(first.headers.get("link")).toContain('rel="next"');
  expect(recent.body).toEqual([expect.objectContaining({ id: Number(id) })]);
  expect(refused.status).toBe(400);
});

it("is read and written by the Commitments tool's levels, and is as private as its contract", async () => {
  const { id } = await draw();
  const body = { change_order: { status: "approved" } };

  const reader = { as: "super@ridgeline.example" };
  const read = await stage.call("GET", orders(`/${id}`), reader);
  const written = await stage.call("PATCH", orders(`/${id}`), { ...reader, body });
  await stage.act("update_commitment", { id: stage.subcontract.id, private: true });
  const hidden = await stage.call("GET", orders(`/${id}`), reader);

  expect([read.status, written.status, hidden.status]).toEqual([200, 403, 404]);
});

it("tells of a change order by its package's id and by who did it", async () => {
  const listener = await openListener();
  const hooks = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks/hooks`;
  const hook = await stage.call("POST", hooks, {
    body: { payload_version: "v2.0", namespace: "crosstie", destination_url: listener.url },
  });
  const { id: hookId } = (hook.body as { data: { id: string } }).data;
  await stage.call("POST", `${hooks}/${hookId}/triggers/bulk`, {
    body: ["create", "update", "delete"].flatMap((event_type) =>
      ["Change Order Packages", "Work Order Contracts"].map((resource_name) => ({
        resource_name,
        event_type,
      })),
    ),
  });

  const { id, packageId } = await draw();
  const by = "accounting@ridgeline.example";
  await stage.act("set_change_order_status", { id, status: "approved", by });
  await stage.act("set_rules", { changeOrdersTouchCommitments: true });
  await stage.act("set_change_order_status", { id, status: "void" });
  await stage.act("set_webhook_options", { sendsChangeOrderPackages: false });
  await stage.act("delete_change_order", { id });
  await stage.act("settle_webhooks");
  await listener.close();

  const told = (event_type: string, resource_name: string, resource_id: string) =>
    expect.objectContaining({
      event_type,
      resource_name,
      resource_id: Number(resource_id),
    }) as object;
  const heard = listener.heard.map(({ body }) => body);
  expect(heard).toHaveLength(5);
  expect(heard).toEqual(
    expect.arrayContaining([
      told("create", "Change Order Packages", packageId),
      told("update", "Change Order Packages", packageId),
      told("update", "Work Order Contracts", stage.subcontract.id),
    ]),
  );
  expect(heard.map(({ user_id }) => user_id)).toContain(Number(stage.user(by).id));
});

it("decides change orders together in a batch, whose status they take", async () => {
  const { id } = await draw({ status: "pending" });
  const batches = `/rest/v1.0/projects/${stage.hospital.id}/commitment_change_order_batches`;

  const made = await stage.call("POST", batches, {
    body: {
      change_order_batch: {
        contract_id: stage.subcontract.id,
        number: "1",
        status: "pending",
        change_order_ids: [id],
      },
    },
  });
  const { id: batchId } = made.body as { id: number };
  const found = await stage.call("GET", orders(`?filters[batch_id]=${batchId}`));
  await stage.call("PATCH", `${batches}/${batchId}`, {
    body: { change_order_batch: { status: "approved" } },
  });
  const approved = await stage.call("GET", contract());
  const removed = await stage.call("DELETE", `${batches}/${batchId}`);
  const left = await stage.call("GET", orders(`/${id}`));

  expect(made).toMatchObject({ status: 201, body: { grand_total: "12500.00" } });
  expect(found.body).toEqual([expect.objectContaining({ id: Number(id), batch_id: batchId })]);
  expect(approved.body).toMatchObject({ approved_change_orders: "12500.00" });
  expect(removed.status).toBe(204);
  expect(left.body).toMatchObject({ status: "approved", batch_id: null });
});
