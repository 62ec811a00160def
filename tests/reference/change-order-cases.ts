import type { ChangeOrder } from "../sandbox/procore/change-orders.ts";
import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { inProject, type Case } from "./case.ts";

const BASE = "/rest/v1.0/projects/{project_id}/commitment_change_orders";
const LINES =
  "/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders/{order_id}/line_items";

function changed({ state, hospital }: Stage): ChangeOrder {
  const found = [...state.changeOrders.values()].find(({ projectId }) => projectId === hospital.id);
  if (!found) throw new Error("the seed has no change order");
  return found;
}

const one = (stage: Stage) => ({ ...inProject(stage), id: changed(stage).id });
const line = (stage: Stage) => ({
  ...inProject(stage),
  company_id: stage.us.id,
  order_id: changed(stage).id,
  id: changed(stage).lines[0]?.id ?? "",
});

const BATCHES = "/rest/v1.0/projects/{project_id}/commitment_change_order_batches";
const newBatch = (stage: Stage) => ({
  change_order_batch: { contract_id: wireId(stage.subcontract.id), number: "1", title: "October" },
});
const given = (stage: Stage) =>
  stage.call("POST", BATCHES.replace("{project_id}", stage.hospital.id), { body: newBatch(stage) });
const batch = (stage: Stage) => ({
  ...inProject(stage),
  id: [...stage.state.changeOrderBatches.keys()][0] ?? "",
});

export const CHANGE_ORDER_CASES: Case[] = [
  { key: `GET ${BASE}`, ids: inProject },
  ...["default", "extended"].map((view): Case => ({ key: `GET ${BASE}`, ids: inProject, view })),
  {
    key: `POST ${BASE}`,
    ids: inProject,
    body: (stage) => ({
      change_order: {
        contract_id: wireId(stage.subcontract.id),
        title: "Extra",
        status: "pending",
      },
    }),
  },
  { key: `GET ${BASE}/{id}`, ids: one },
  {
    key: `PATCH ${BASE}/{id}`,
    ids: one,
    body: () => ({ change_order: { status: "approved", due_date: "2026-12-01" } }),
  },
  { key: `DELETE ${BASE}/{id}`, ids: one },
  { key: `GET ${LINES}`, ids: line },
  {
    key: `POST ${LINES}`,
    ids: line,
    body: (stage) => ({
      description: "Crane",
      amount: "900.00",
      wbs_code_id: stage.subcontract.lines[0]?.costCodeId,
    }),
  },
  { key: `GET ${LINES}/{id}`, ids: line },
  { key: `PATCH ${LINES}/{id}`, ids: line, body: () => ({ amount: "950.00" }) },
  { key: `DELETE ${LINES}/{id}`, ids: line },
  { key: `GET ${BATCHES}`, given, ids: inProject },
  { key: `POST ${BATCHES}`, ids: inProject, body: newBatch },
  { key: `GET ${BATCHES}/{id}`, given, ids: batch },
  {
    key: `PATCH ${BATCHES}/{id}`,
    given,
    ids: batch,
    body: () => ({ change_order_batch: { status: "approved" } }),
  },
  { key: `DELETE ${BATCHES}/{id}`, given, ids: batch },
];
