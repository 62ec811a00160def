import { expect, it } from "vitest";
import { openListener } from "./listener.ts";
import { useStage } from "./stage.ts";

const ACCOUNTING = "accounting@ridgeline.example";

const stage = useStage();

const contract = () =>
  `/rest/v1.0/work_order_contracts/${stage.subcontract.id}?project_id=${stage.hospital.id}`;
const inCurrency = (currency_iso_code: string) => ({
  currency_configuration: { currency_iso_code },
});
const invoice = async (id: string) =>
  (
    await stage.call(
      "GET",
      `/rest/v1.1/requisitions/${id}?project_id=${stage.hospital.id}&view=items`,
    )
  ).body;

it("shows a contract's own currency on it and on all that hangs on it", async () => {
  const before = (await stage.call("GET", contract())).body;
  await stage.act("update_commitment", { id: stage.subcontract.id, currency: "CAD" });
  const { body: made } = await stage.act("create_requisition", {
    commitmentId: stage.subcontract.id,
  });
  const after = (await stage.call("GET", contract())).body;

  expect(before).toMatchObject(inCurrency("USD"));
  expect(after).toMatchObject({
    ...inCurrency("CAD"),
    line_items: stage.subcontract.lines.map(() => inCurrency("CAD")),
  });
  expect(await invoice((made as { id: string }).id)).toMatchObject({
    currency_configuration: {
      currency_iso_code: "CAD",
      currency_exchange_rate: 1,
      base_currency_iso_code: "USD",
    },
    items: stage.subcontract.lines.map(() => inCurrency("CAD")),
  });
});

it("has the company's currency where a contract says nothing, and tells of a new one", async () => {
  await stage.act("update_company", { id: stage.us.id, currency: "EUR" });
  expect((await stage.call("GET", contract())).body).toMatchObject(inCurrency("EUR"));

  const listener = await openListener();
  const hooks = `/rest/v2.0/companies/${stage.us.id}/projects/${stage.hospital.id}/webhooks/hooks`;
  const { body } = await stage.call("POST", hooks, {
    body: { payload_version: "v2.0", namespace: "crosstie", destination_url: listener.url },
  });
  await stage.call("POST", `${hooks}/${(body as { data: { id: string } }).data.id}/triggers`, {
    body: { resource_name: "Work Order Contracts", event_type: "update" },
  });
  await stage.act("update_commitment", { id: stage.subcontract.id, currency: "CAD" });
  await stage.act("settle_webhooks");
  await listener.close();

  expect(listener.heard).toHaveLength(1);
});

it("takes a currency through the API only where the company has several", async () => {
  const write = (currency_iso_code: string) =>
    stage.call("PATCH", contract(), {
      body: { project_id: stage.hospital.id, work_order_contract: { currency_iso_code } },
    });

  const ignored = await write("CAD");
  await stage.act("update_company", { id: stage.us.id, isMulticurrency: true });
  const taken = await write("CAD");
  const refused = await write("dollars");

  expect(ignored).toMatchObject({ status: 200, body: inCurrency("USD") });
  expect(taken).toMatchObject({ status: 200, body: inCurrency("CAD") });
  expect(refused.status).toBe(422);
});

it("taxes an invoice at the rates of its lines' codes", async () => {
  const { body } = await stage.act("create_tax_code", {
    companyId: stage.us.id,
    fields: { code: "GST", rate1: "5" },
  });
  const code = body as { id: string };
  const { body: made } = await stage.act("create_commitment", {
    projectId: stage.hospital.id,
    fields: { title: "Taxed", retainage_percent: "10" },
    lines: [
      { description: "Taxed", amount: "10000", tax_code_id: code.id },
      { description: "Free", amount: "1000" },
    ],
  });
  const commitmentId = (made as { id: string }).id;

  const first = (await stage.act("create_requisition", { commitmentId, percent: "50" })).body;
  const { id } = first as { id: string };
  const included = await invoice(id);
  await stage.act("set_rules", { paymentDueIncludesTax: false });
  const beside = await invoice(id);
  const wrong = await stage.act("add_line", {
    commitmentId,
    fields: { amount: "1", tax_code_id: "7" },
  });

  const tax_applicable_to_this_payment = "225.00";
  expect(included).toMatchObject({
    summary: { tax_applicable_to_this_payment, current_payment_due: "5175.00" },
  });
  expect(beside).toMatchObject({
    summary: { tax_applicable_to_this_payment, current_payment_due: "4950.00" },
  });
  expect(wrong.status).not.toBe(200);
});

it("lets everybody in a company read its tax codes, and its admins alone write them", async () => {
  const codes = `/rest/v1.0/tax_codes?company_id=${stage.us.id}`;
  const body = { tax_code: { code: "GST", rate1: 5 } };

  const statuses = await Promise.all([
    stage.call("GET", codes, { as: ACCOUNTING }),
    stage.call("GET", codes),
    stage.call("POST", codes, { body }),
    stage.call("POST", codes, { body, as: "admin@ridgeline.example" }),
  ]);

  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 403, 201]);
});
