import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { inProject, invoiceOf, type Case } from "./case.ts";

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

export const INVOICE_CASES: Case[] = [
  ...invoicesIn("v1.0"),
  ...invoicesIn("v1.1"),
  ...["default", "extended", "items"].flatMap((view): Case[] => [
    { key: "GET /rest/v1.1/requisitions", query: inProject, view },
    { key: "GET /rest/v1.1/requisitions/{id}", ids: invoice, query: inProject, view },
  ]),
  {
    key: "PATCH /rest/v2.0/companies/{company_id}/projects/{project_id}/requisitions/{id}/payment_details",
    ids: (stage) => ({
      company_id: stage.us.id,
      project_id: stage.hospital.id,
      id: invoiceOf(stage).id,
    }),
    body: () => ({ due_date: "2026-12-10" }),
  },
];
