import type { Requisition, RequisitionItemKind } from "../sandbox/procore/records.ts";
import { wireId } from "../sandbox/procore/rest/wire.ts";
import type { Stage } from "../sandbox/procore/stage.ts";
import { inProject, type Case } from "./case.ts";

const BASE = "/rest/v1.0/requisitions/{id}";

/** An invoice with a line of each kind, on a contract that has none yet. */
async function bill(stage: Stage): Promise<void> {
  const { id: commitmentId, lines } = stage.subcontract;
  await stage.act("create_change_order", {
    commitmentId,
    status: "approved",
    lines: [
      { description: "Crane", amount: "2500", cost_code_id: lines[0]?.costCodeId },
      { description: "Credit", amount: "-300", commitment_line_item_id: lines[0]?.id },
    ],
  });
  await stage.act("set_detail_lines", {
    commitmentId,
    lineId: lines[0]?.id,
    details: [{ description: "Level 1", amount: lines[0]?.amount }],
  });
  await stage.act("create_requisition", { commitmentId });
}

function billed({ state, subcontract }: Stage): Requisition {
  const found = [...state.requisitions.values()].findLast(
    ({ commitmentId }) => commitmentId === subcontract.id,
  );
  if (!found) throw new Error("nothing was billed");
  return found;
}

const one = (stage: Stage) => ({ id: billed(stage).id });
const ofKind = (kind: RequisitionItemKind): Case[] => [
  { key: `GET ${BASE}/${kind}s`, given: bill, ids: one, query: inProject },
  {
    key: `GET ${BASE}/${kind}s/{item_id}`,
    given: bill,
    ids: (stage) => ({
      ...one(stage),
      item_id: billed(stage).items.find((item) => item.kind === kind)?.id ?? "",
    }),
    query: inProject,
  },
];

export const REQUISITION_ITEM_CASES: Case[] = [
  ...ofKind("contract_item"),
  ...ofKind("contract_detail_item"),
  ...ofKind("change_order_item"),
  { key: `GET ${BASE}/detail`, given: bill, ids: one, query: inProject },
  {
    key: `GET ${BASE}/change_histories`,
    given: async (stage) => {
      await bill(stage);
      await stage.act("set_requisition_status", { id: billed(stage).id, status: "under_review" });
    },
    ids: one,
    query: inProject,
  },
  {
    key: "GET /rest/v1.1/requisitions/{id}",
    given: bill,
    ids: one,
    query: inProject,
    view: "items",
  },
  {
    key: `PATCH ${BASE}/bulk_item_update`,
    given: bill,
    ids: one,
    query: inProject,
    body: (stage) => ({
      requisition_items: billed(stage).items.map(({ id, kind }) => ({
        id: wireId(id),
        item_type: kind,
        work_completed_this_period: "10.00",
      })),
    }),
  },
];
