import {
  createChangeOrder,
  deleteChangeOrder,
  findChangeOrder,
  updateChangeOrder,
} from "../../acts/change-orders.ts";
import { CHANGE_ORDER_STATUSES, type ChangeOrder } from "../../change-orders.ts";
import { readReference } from "../../rules/read-field.ts";
import { created, noContent, ok, pathId, wrapped, type Call, type Endpoint } from "../call.ts";
import { byId, filtered, within } from "../filters.ts";
import { page } from "../pages.ts";
import { openProjectTool, seesCommitment } from "../reach.ts";
import { malformed, notFound } from "../refusal.ts";
import { changeOrderRow, changeOrderShow } from "../shapes/change-order.ts";
import { contractOf } from "./contracts.ts";

const BASE = "/rest/v1.0/projects/{project_id}/commitment_change_orders";

/** Change orders of subcontracts and purchase orders. No `origin_id` is to be seen or set. */
export const changeOrderEndpoints: Endpoint[] = [
  { method: "GET", path: BASE, answer: list },
  { method: "POST", path: BASE, answer: create },
  {
    method: "GET",
    path: `${BASE}/{id}`,
    answer: (call) => ok(changeOrderShow(call.state, changeOrderOf(call, "Read Only"))),
  },
  {
    method: "PATCH",
    path: `${BASE}/{id}`,
    answer: (call) => {
      const { id } = changeOrderOf(call, "Admin");
      const fields = wrapped(call, "change_order");
      return ok(
        changeOrderShow(call.state, updateChangeOrder(call.state, { id, fields, by: call.by })),
      );
    },
  },
  {
    method: "DELETE",
    path: `${BASE}/{id}`,
    answer: (call) => {
      deleteChangeOrder(call.state, { id: changeOrderOf(call, "Admin").id, by: call.by });
      return noContent();
    },
  },
];

/** The change order that the path names, where the caller may look at its contract. */
export function changeOrderOf(
  call: Call,
  level: "Read Only" | "Admin",
  id = pathId(call),
): ChangeOrder {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", level);
  const order = findChangeOrder(call.state, id);
  if (order.projectId !== project.id || !isContractSeen(call, order)) throw notFound();
  return order;
}

/** What changes a contract is as private as the contract. */
export function isContractSeen(
  call: Call,
  { contractId }: Pick<ChangeOrder, "contractId">,
): boolean {
  const commitment = call.state.commitments.get(contractId);
  return (
    commitment !== undefined && commitment.deletedAt === null && seesCommitment(call, commitment)
  );
}

function list(call: Call) {
  const project = openProjectTool(call, pathId(call, "project_id"), "Commitments", "Read Only");
  const vendorOf = ({ contractId }: ChangeOrder) =>
    call.state.commitments.get(contractId)?.vendorId;
  const mine = [...call.state.changeOrders.values()].filter(
    (order) =>
      order.projectId === project.id && order.deletedAt === null && isContractSeen(call, order),
  );
  const rows = filtered(call, mine, {
    ...byId,
    updated_at: ({ updatedAt }, values) => within(updatedAt, values),
    batch_id: ({ batchId }, values) => values.includes(batchId ?? ""),
    legacy_package_id: ({ packageId }, values) => values.includes(packageId),
    contract_id: ({ contractId }, values) => values.includes(contractId),
    vendor_id: (order, values) => values.includes(vendorOf(order) ?? ""),
    signature_required: ({ signatureRequired }, [asked]) => `${signatureRequired}` === asked,
    executed: ({ executed }, [asked]) => `${executed}` === asked,
    status: ({ status }, values) => {
      const unknown = values.find(
        (value) => !CHANGE_ORDER_STATUSES.some((known) => known === value),
      );
      if (unknown) throw malformed("filters[status]", `has no "${unknown}"`);
      return values.includes(status);
    },
  });
  return page(call, rows, (order) => changeOrderRow(call.state, order));
}

function create(call: Call) {
  const fields = wrapped(call, "change_order");
  const contractId = readReference(fields, "contract_id");
  if (!contractId) throw malformed("contract_id", "param is missing or the value is empty");
  const commitment = contractOf(call, {
    projectId: pathId(call, "project_id"),
    id: contractId,
    level: "Admin",
  });
  return created(
    changeOrderShow(
      call.state,
      createChangeOrder(call.state, { commitmentId: commitment.id, fields, by: call.by }),
    ),
  );
}
