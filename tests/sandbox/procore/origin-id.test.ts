import { expect, it } from "vitest";
import { payment, PAYMENTS } from "./payment.ts";
import { useStage } from "./stage.ts";

const stage = useStage();

it("locks a synced payment until its origin_id is given back", async () => {
  const made = await stage.call(
    "POST",
    PAYMENTS,
    payment(stage, { amount: "1000.00", date: "2026-11-03", origin_id: "netsuite:901" }),
  );
  const path = `${PAYMENTS}/${(made.body as { id: number }).id}`;

  const changed = await stage.call("PATCH", path, payment(stage, { amount: "900.00" }));
  const both = await stage.call(
    "PATCH",
    path,
    payment(stage, { amount: "900.00", origin_id: null }),
  );
  const deleted = await stage.call(
    "DELETE",
    `${path}?project_id=${stage.hospital.id}&contract_id=${stage.subcontract.id}`,
  );
  const noted = await stage.call("PATCH", path, payment(stage, { origin_data: "voided" }));
  const released = await stage.call("PATCH", path, payment(stage, { origin_id: null }));
  const free = await stage.call("PATCH", path, payment(stage, { amount: "900.00" }));

  const locked = {
    status: 422,
    body: {
      errors: [
        "The Contract Payment cannot be edited or deleted because it is synced with an ERP system",
      ],
    },
  };
  expect([changed, both, deleted]).toMatchObject([locked, locked, locked]);
  expect([noted.status, released.status, free.status]).toEqual([200, 200, 200]);
  expect(free.body).toMatchObject({ amount: "900.00", origin_id: null });
});

it("takes an attachment on a synced payment", async () => {
  const made = await stage.call(
    "POST",
    PAYMENTS,
    payment(stage, { amount: "1000.00", date: "2026-11-03", origin_id: "netsuite:902" }),
  );
  const form = new FormData();
  form.set("project_id", stage.hospital.id);
  form.set("contract_id", stage.subcontract.id);
  form.set("attachments[]", new File(["%PDF-1.7"], "remittance.pdf", { type: "application/pdf" }));

  const answer = await stage.call("PATCH", `${PAYMENTS}/${(made.body as { id: number }).id}`, {
    body: form,
  });
  const [attachment] = (answer.body as { attachments: { url: string; filename: string }[] })
    .attachments;

  expect(attachment?.filename).toBe("remittance.pdf");
  expect(await (await fetch(attachment?.url ?? "")).text()).toBe("%PDF-1.7");
});

it("locks a synced invoice in the API and in the screens", async () => {
  const invoice = [...stage.state.requisitions.values()].find(
    ({ projectId, status }) => projectId === stage.hospital.id && status === "approved",
  );
  const patch = (requisition: Record<string, unknown>) =>
    stage.call("PATCH", `/rest/v1.1/requisitions/${invoice?.id}`, {
      body: { project_id: stage.hospital.id, commitment_id: invoice?.commitmentId, requisition },
    });

  const marked = await patch({ origin_id: "netsuite:bill:5" });
  const changed = await patch({ invoice_number: "other" });
  const onScreen = await stage.act("set_requisition_status", { id: invoice?.id, status: "draft" });

  expect(marked.status).toBe(200);
  expect(changed).toMatchObject({
    status: 422,
    body: { errors: ["The invoice is not editable because it has been synced with ERP"] },
  });
  expect(onScreen.status).toBe(409);
});

it("lets nobody change an invoice that a later one counts on, save for its origin", async () => {
  const invoices = [...stage.state.requisitions.values()].filter(
    ({ projectId, originId }) => projectId === stage.hospital.id && originId === null,
  );
  const older = invoices.find(({ commitmentId, number }) =>
    invoices.some((later) => later.commitmentId === commitmentId && later.number > number),
  );
  const path = `/rest/v1.1/requisitions/${older?.id}`;
  const patch = (requisition: Record<string, unknown>) =>
    stage.call("PATCH", path, {
      body: { project_id: stage.hospital.id, commitment_id: older?.commitmentId, requisition },
    });

  const changed = await patch({ status: "draft" });
  const item = await stage.call(
    "PATCH",
    `/rest/v1.0/requisitions/${older?.id}/bulk_item_update?project_id=${stage.hospital.id}`,
    {
      body: {
        requisition_items: [
          {
            id: older?.items[0]?.id,
            item_type: "contract_item",
            work_completed_this_period: "1.00",
          },
        ],
      },
    },
  );
  const deleted = await stage.call("DELETE", `${path}?project_id=${stage.hospital.id}`);
  const marked = await patch({ origin_id: "netsuite:bill:7", origin_data: "open" });
  const released = await patch({ origin_id: null });

  expect([changed.status, item.status, deleted.status]).toEqual([422, 422, 422]);
  expect([marked.status, released.status]).toEqual([200, 200]);
});

it("keeps an origin_id unique within a company and kind of record", async () => {
  const [first, second] = [...stage.state.commitments.values()].filter(
    ({ projectId, kind }) => projectId === stage.hospital.id && kind === "work_order_contract",
  );
  const mark = (id: string | undefined, kind = "work_order_contract") =>
    stage.call("PATCH", `/rest/v1.0/${kind}s/${id}`, {
      body: { project_id: stage.hospital.id, [kind]: { origin_id: "netsuite:1" } },
    });
  const order = [...stage.state.commitments.values()].find(
    ({ projectId, kind }) => projectId === stage.hospital.id && kind === "purchase_order_contract",
  );

  const one = await mark(first?.id);
  const same = await mark(second?.id);
  const otherKind = await mark(order?.id, "purchase_order_contract");
  const synced = await stage.call("PATCH", "/rest/v1.0/work_order_contracts/sync", {
    body: {
      project_id: stage.hospital.id,
      updates: [
        { id: second?.id, origin_id: "netsuite:1" },
        { id: 4, title: "x" },
      ],
    },
  });

  expect([one.status, same.status, otherKind.status]).toEqual([200, 409, 200]);
  expect(synced).toMatchObject({
    status: 200,
    body: {
      entities: [],
      errors: [
        { errors: { origin_id: ["has already been taken"] } },
        { id: 0, errors: { id: ["Entity with this ID not found"] } },
      ],
    },
  });
});

it("syncs by origin_id: found is updated, unknown is created, more than a thousand is refused", async () => {
  const sync = (updates: unknown[]) =>
    stage.call("PATCH", "/rest/v1.0/vendors/sync", { body: { company_id: stage.us.id, updates } });

  const made = await sync([{ name: "Orchard Fencing", origin_id: "netsuite:44" }]);
  const again = await sync([{ name: "Orchard Fence Company", origin_id: "netsuite:44" }]);
  const tooMany = await sync(Array.from({ length: 1_001 }, () => ({ id: 1 })));

  expect(again).toMatchObject({
    status: 200,
    body: {
      entities: [
        {
          id: (made.body as { entities: { id: number }[] }).entities[0]?.id,
          name: "Orchard Fence Company",
        },
      ],
    },
  });
  expect(tooMany.status).toBe(400);
});
