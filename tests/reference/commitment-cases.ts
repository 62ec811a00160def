import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { inProject, invoiceOf, type Case } from "./case.ts";

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

const v2Contract = (stage: Stage) => ({
  company_id: stage.us.id,
  project_id: stage.hospital.id,
  id: stage.subcontract.id,
  line_id: stage.subcontract.lines[0]?.id ?? "",
});
const V2 = "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts";

export const COMMITMENT_CASES: Case[] = [
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
];
