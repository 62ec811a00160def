import type { Stage } from "../sandbox/procore/stage.ts";
import type { Requisition } from "../sandbox/procore/records.ts";
import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Case } from "./case.ts";
import { CHANGE_ORDER_CASES } from "./change-order-cases.ts";
import { REQUISITION_ITEM_CASES } from "./requisition-item-cases.ts";
import { HOOK_CASES } from "./hook-cases.ts";
import { TAX_CODE_CASES } from "./tax-code-cases.ts";

const ADMIN = "admin@ridgeline.example";
const inProject = ({ hospital }: Stage) => ({ project_id: hospital.id });
const inCompany = ({ us }: Stage) => ({ company_id: us.id });

export function invoiceOf({ state, hospital }: Stage, status = "draft"): Requisition {
  const found = [...state.requisitions.values()].find(
    (requisition) => requisition.projectId === hospital.id && requisition.status === status,
  );
  if (!found) throw new Error(`the seed has no ${status} invoice`);
  return found;
}

function paid({ state, hospital }: Stage) {
  const payment = [...state.payments.values()].find(({ projectId }) => projectId === hospital.id);
  if (!payment) throw new Error("the seed has no payment");
  return payment;
}

function order({ state, hospital }: Stage) {
  const found = [...state.commitments.values()].find(
    ({ projectId, kind }) => projectId === hospital.id && kind === "purchase_order_contract",
  );
  if (!found) throw new Error("the seed has no purchase order");
  return found;
}

const contract = (stage: Stage, kind: string) =>
  kind === "work_order_contract" ? stage.subcontract : order(stage);

const ofKind = (kind: "work_order_contract" | "purchase_order_contract"): Case[] => {
  const base = `/rest/v1.0/${kind}s`;
  const line = (stage: Stage) => ({
    contract_id: contract(stage, kind).id,
    id: contract(stage, kind).lines[0]?.id ?? "",
  });
  const writes = (stage: Stage) => ({ project_id: wireId(stage.hospital.id) });
  return [
    { key: `GET ${base}`, query: inProject },
    ...["compact", "extended"].map((view): Case => ({
      key: `GET ${base}`,
      query: inProject,
      view,
    })),
    {
      key: `POST ${base}`,
      body: (stage) => ({
        ...writes(stage),
        [kind]: { title: "Temporary Fencing", number: "T-1", status: "Draft" },
      }),
    },
    {
      key: `GET ${base}/{id}`,
      ids: (stage) => ({ id: contract(stage, kind).id }),
      query: inProject,
    },
    {
      key: `PATCH ${base}/{id}`,
      ids: (stage) => ({ id: contract(stage, kind).id }),
      body: (stage) => ({
        ...writes(stage),
        [kind]: { status: "Approved", origin_id: "netsuite:77" },
      }),
    },
    {
      key: `DELETE ${base}/{id}`,
      ids: (stage) => ({ id: contract(stage, kind).id }),
      query: inProject,
    },
    {
      key: `PATCH ${base}/sync`,
      body: (stage) => ({
        ...writes(stage),
        updates: [
          { id: wireId(contract(stage, kind).id), origin_id: "netsuite:78" },
          { id: 5, title: "Nobody" },
        ],
      }),
    },
    { key: `GET ${base}/{contract_id}/line_items`, ids: line, query: inProject },
    { key: `GET ${base}/{contract_id}/line_items/{id}`, ids: line, query: inProject },
    {
      key: `PATCH ${base}/{contract_id}/line_items/{id}`,
      ids: line,
      body: (stage) => ({ ...writes(stage), line_item: { amount: "1250.50" } }),
    },
    {
      key: `POST ${base}/{contract_id}/line_items`,
      ids: line,
      body: (stage) => ({
        ...writes(stage),
        line_item: { amount: "900", description: "Mobilization" },
      }),
    },
    { key: `DELETE ${base}/{contract_id}/line_items/{id}`, ids: line, query: inProject },
    {
      key: `PATCH ${base}/{contract_id}/line_items/sync`,
      ids: line,
      body: (stage) => ({
        ...writes(stage),
        updates: [{ id: wireId(line(stage).id), origin_id: "netsuite:line:1" }],
      }),
    },
  ];
};

const invoice = (stage: Stage) => ({ id: invoiceOf(stage).id });
const invoicesIn = (version: string): Case[] => [
  { key: `GET /rest/${version}/requisitions`, query: inProject },
  { key: `GET /rest/${version}/requisitions/{id}`, ids: invoice, query: inProject },
  {
    key: `POST /rest/${version}/requisitions`,
    body: (stage) => ({
      project_id: wireId(stage.hospital.id),
      commitment_id: wireId(stage.subcontract.id),
      requisition: { invoice_number: "T-1", billing_date: "2026-10-31" },
    }),
  },
  {
    key: `PATCH /rest/${version}/requisitions/{id}`,
    ids: invoice,
    body: (stage) => ({
      project_id: wireId(stage.hospital.id),
      commitment_id: wireId(invoiceOf(stage).commitmentId),
      requisition: { status: "approved" },
    }),
  },
  { key: `DELETE /rest/${version}/requisitions/{id}`, ids: invoice, query: inProject },
];

const payment = (stage: Stage) => ({ id: paid(stage).id });
const ofPayment = (stage: Stage) => ({
  project_id: stage.hospital.id,
  contract_id: paid(stage).contractId,
});
const newPayment = (stage: Stage) => ({
  project_id: wireId(stage.hospital.id),
  contract_id: wireId(stage.subcontract.id),
  contract_payment: {
    amount: "1000.00",
    date: "2026-11-02",
    payment_method: "check",
    check_number: "77",
    origin_id: "netsuite:pay:1",
  },
});
const v2Contract = (stage: Stage) => ({
  company_id: stage.us.id,
  project_id: stage.hospital.id,
  id: stage.subcontract.id,
  line_id: stage.subcontract.lines[0]?.id ?? "",
});
const V2 = "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts";

export const CASES: Case[] = [
  { key: "GET /rest/v1.0/me", query: inCompany, as: ADMIN },
  { key: "GET /rest/v1.0/companies", as: ADMIN },
  { key: "GET /rest/v1.0/companies/{company_id}/me", ids: inCompany, as: ADMIN },
  { key: "GET /rest/v1.3/companies/{company_id}/me", ids: inCompany, as: ADMIN },
  { key: "GET /rest/v1.3/companies/{company_id}/users", ids: inCompany, as: ADMIN },
  {
    key: "GET /rest/v1.3/companies/{company_id}/users/{id}",
    ids: (stage) => ({ company_id: stage.us.id, id: stage.user(ADMIN).id }),
    as: ADMIN,
  },
  { key: "GET /rest/v1.0/projects/{project_id}/users", ids: inProject },
  {
    key: "GET /rest/v1.0/projects/{project_id}/users/{id}",
    ids: (stage) => ({ project_id: stage.hospital.id, id: stage.user(ADMIN).id }),
  },
  { key: "GET /rest/v1.0/company_base_url" },
  { key: "GET /rest/v1.0/settings/permissions", query: inCompany, as: ADMIN },
  { key: "GET /rest/v1.0/settings/permissions", query: inProject, as: "super@ridgeline.example" },
  { key: "GET /rest/v1.0/tools", query: inProject },
  { key: "GET /rest/v1.0/projects/{project_id}/tools", ids: inProject },
  { key: "GET /rest/v1.0/projects", query: inCompany },
  {
    key: "GET /rest/v1.0/projects",
    query: (stage) => ({ ...inCompany(stage), serializer_view: "compact" }),
  },
  { key: "GET /rest/v1.1/projects", query: inCompany },
  ...["ids", "compact", "normal", "extended"].map((view): Case => ({
    key: "GET /rest/v1.1/projects",
    query: inCompany,
    view,
  })),
  {
    key: "GET /rest/v1.0/projects/{id}",
    ids: (stage) => ({ id: stage.hospital.id }),
    query: inCompany,
  },
  {
    key: "PATCH /rest/v1.0/projects/{id}",
    ids: (stage) => ({ id: stage.hospital.id }),
    body: (stage) => ({
      company_id: wireId(stage.us.id),
      project: { origin_id: "netsuite:job:4" },
    }),
  },
  {
    key: "PATCH /rest/v1.0/projects/sync",
    body: (stage) => ({
      company_id: wireId(stage.us.id),
      updates: [
        { id: wireId(stage.hospital.id), origin_id: "netsuite:job:4" },
        { id: 5, name: "Nowhere" },
      ],
    }),
  },
  { key: "GET /rest/v1.0/vendors", query: inCompany },
  {
    key: "GET /rest/v1.0/vendors/{id}",
    ids: (stage) => ({ id: stage.subcontract.vendorId ?? "" }),
    query: inCompany,
  },
  {
    key: "POST /rest/v1.0/vendors",
    body: (stage) => ({ company_id: wireId(stage.us.id), vendor: { name: "Orchard Fencing" } }),
  },
  {
    key: "PATCH /rest/v1.0/vendors/{id}",
    ids: (stage) => ({ id: stage.subcontract.vendorId ?? "" }),
    body: (stage) => ({
      company_id: wireId(stage.us.id),
      vendor: { origin_id: "netsuite:12", origin_code: "12" },
    }),
  },
  {
    key: "PATCH /rest/v1.0/vendors/sync",
    body: (stage) => ({
      company_id: wireId(stage.us.id),
      updates: [{ id: wireId(stage.subcontract.vendorId ?? ""), origin_id: "netsuite:12" }],
    }),
  },
  { key: "GET /rest/v1.1/projects/{project_id}/vendors", ids: inProject },
  { key: "GET /rest/v1.0/cost_codes", query: inProject },
  {
    key: "GET /rest/v1.0/cost_codes/{id}",
    ids: (stage) => ({ id: stage.subcontract.lines[0]?.costCodeId ?? "" }),
    query: inProject,
  },
  { key: "GET /rest/v1.0/line_item_types", query: inCompany },
  {
    key: "GET /rest/v1.0/line_item_types/{id}",
    ids: (stage) => ({ id: stage.subcontract.lines[0]?.lineItemTypeId ?? "" }),
    query: inCompany,
  },
  { key: "GET /rest/v1.0/projects/{project_id}/billing_periods", ids: inProject },
  {
    key: "POST /rest/v1.0/projects/{project_id}/billing_periods",
    ids: inProject,
    body: () => ({
      billing_period: { start_date: "2026-11-01", end_date: "2026-11-30", due_date: "2026-12-10" },
    }),
  },
  {
    key: "GET /rest/v1.0/projects/{project_id}/billing_periods/{id}",
    ids: (stage) => ({ ...inProject(stage), id: invoiceOf(stage).periodId ?? "" }),
  },
  { key: "GET /rest/v1.0/commitments", query: inProject },
  {
    key: "GET /rest/v1.0/commitments/{id}",
    ids: (stage) => ({ id: invoiceOf(stage, "approved").commitmentId }),
    query: inProject,
  },
  ...ofKind("work_order_contract"),
  ...ofKind("purchase_order_contract"),
  { key: `GET ${V2}`, ids: v2Contract },
  { key: `GET ${V2}/{id}`, ids: v2Contract },
  { key: `PATCH ${V2}/{id}`, ids: v2Contract, body: () => ({ title: "Renamed" }) },
  { key: `GET ${V2}/{id}/summary`, ids: v2Contract },
  { key: `GET ${V2}/{id}/line_items`, ids: v2Contract },
  { key: `GET ${V2}/{id}/line_items/{line_id}`, ids: v2Contract },
  {
    key: `PATCH ${V2}/{id}/line_items/{line_id}`,
    ids: v2Contract,
    body: () => ({ amount: "5000.00" }),
  },
  ...invoicesIn("v1.0"),
  ...invoicesIn("v1.1"),
  ...["default", "extended", "items"].flatMap((view): Case[] => [
    { key: "GET /rest/v1.1/requisitions", query: inProject, view },
    { key: "GET /rest/v1.1/requisitions/{id}", ids: invoice, query: inProject, view },
  ]),
  ...REQUISITION_ITEM_CASES,
  {
    key: "PATCH /rest/v2.0/companies/{company_id}/projects/{project_id}/requisitions/{id}/payment_details",
    ids: (stage) => ({
      company_id: stage.us.id,
      project_id: stage.hospital.id,
      id: invoiceOf(stage).id,
    }),
    body: () => ({ due_date: "2026-12-10" }),
  },
  { key: "GET /rest/v1.0/contract_payments", query: ofPayment },
  { key: "POST /rest/v1.0/contract_payments", body: newPayment },
  { key: "GET /rest/v1.0/contract_payments/{id}", ids: payment, query: ofPayment },
  {
    key: "PATCH /rest/v1.0/contract_payments/{id}",
    ids: payment,
    body: (stage) => ({ ...ofPayment(stage), contract_payment: { check_number: "99" } }),
  },
  { key: "DELETE /rest/v1.0/contract_payments/{id}", ids: payment, query: ofPayment },
  { key: "GET /rest/v1.0/app_installations", query: inCompany, as: ADMIN },
  {
    key: "GET /rest/v1.0/app_installations/{id}",
    ids: ({ state }) => ({ id: [...state.installations.keys()][0] ?? "" }),
    query: inCompany,
    as: ADMIN,
  },
  {
    key: "POST /rest/v1.0/app_installations",
    given: (stage) => stage.act("uninstall_app", { companyId: stage.us.id }),
    body: (stage) => ({ company_id: wireId(stage.us.id), app_uid: stage.state.app.clientId }),
    as: ADMIN,
  },
  {
    key: "PATCH /rest/v1.0/app_installations/{id}",
    ids: ({ state }) => ({ id: [...state.installations.keys()][0] ?? "" }),
    body: (stage) => ({
      company_id: wireId(stage.us.id),
      app_uid: stage.state.app.clientId,
      app_installation: { status: "uninstalled" },
    }),
    as: ADMIN,
  },
  ...CHANGE_ORDER_CASES,
  ...TAX_CODE_CASES,
  ...HOOK_CASES,
];
