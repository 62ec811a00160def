import { wireId } from "../sandbox/procore/rest/wire.ts";
import { ADMIN, inCompany, inProject, invoiceOf, type Case } from "./case.ts";
import { CHANGE_ORDER_CASES } from "./change-order-cases.ts";
import { COMMITMENT_CASES } from "./commitment-cases.ts";
import { HOOK_CASES } from "./hook-cases.ts";
import { INVOICE_CASES } from "./invoice-cases.ts";
import { PAYMENT_CASES } from "./payment-cases.ts";
import { REQUISITION_ITEM_CASES } from "./requisition-item-cases.ts";
import { TAX_CODE_CASES } from "./tax-code-cases.ts";

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
  ...COMMITMENT_CASES,
  ...INVOICE_CASES,
  ...REQUISITION_ITEM_CASES,
  ...CHANGE_ORDER_CASES,
  ...TAX_CODE_CASES,
  ...PAYMENT_CASES,
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
  ...HOOK_CASES,
];
