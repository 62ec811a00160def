import {
  createRequisition,
  deleteRequisition,
  findRequisition,
  updateRequisition,
} from "../../acts/requisitions.ts";
import type { Requisition } from "../../records.ts";
import { itemSums, requisitionsOf } from "../../rules/requisition-sums.ts";
import type { ProcoreState } from "../../state.ts";
import {
  created,
  ok,
  pathId,
  requiredBodyId,
  requiredQuery,
  wrapped,
  type Call,
  type Endpoint,
} from "../call.ts";
import { byId, byOrigin, byTimes, filtered } from "../filters.ts";
import { page } from "../pages.ts";
import { openProjectTool, seesCommitment } from "../reach.ts";
import { notFound } from "../refusal.ts";
import { invoiceItem, itemPackages } from "../shapes/requisition-item.ts";
import { requisitionV10, requisitionV11 } from "../shapes/requisition.ts";
import { contractOf } from "./contracts.ts";

type Shape = (state: ProcoreState, requisition: Requisition) => Record<string, unknown>;

/** Subcontractor invoices, in both versions. */
export const requisitionEndpoints: Endpoint[] = [
  ...versionEndpoints("v1.0", () => requisitionV10),
  ...versionEndpoints("v1.1", viewOf),
  {
    method: "PATCH",
    path: "/rest/v2.0/companies/{company_id}/projects/{project_id}/requisitions/{id}/payment_details",
    answer: (call) => {
      const { id } = requisitionOf(call, pathId(call, "project_id"), "Admin");
      return ok({
        data: {
          due_date: updateRequisition(call.state, {
            id,
            fields: { due_date: call.body.due_date },
            by: call.by,
          }).dueDate,
        },
      });
    },
  },
];

function versionEndpoints(version: "v1.0" | "v1.1", shapeFor: (call: Call) => Shape): Endpoint[] {
  const base = `/rest/${version}/requisitions`;
  return [
    { method: "GET", path: base, answer: (call) => list(call, shapeFor(call)) },
    {
      method: "POST",
      path: base,
      answer: (call) => {
        const commitment = contractOf(call, {
          projectId: requiredBodyId(call, "project_id"),
          id: requiredBodyId(call, "commitment_id"),
          level: "Admin",
        });
        const fields = wrapped(call, "requisition");
        return created(
          shapeFor(call)(
            call.state,
            createRequisition(call.state, {
              commitmentId: commitment.id,
              fields,
              percent: "0",
              by: call.by,
            }),
          ),
        );
      },
    },
    {
      method: "GET",
      path: `${base}/{id}`,
      answer: (call) => ok(shapeFor(call)(call.state, readOf(call))),
    },
    {
      method: "PATCH",
      path: `${base}/{id}`,
      answer: (call) => {
        const { id } = requisitionOf(call, requiredBodyId(call, "project_id"), "Admin");
        return ok(
          shapeFor(call)(
            call.state,
            updateRequisition(call.state, {
              id,
              fields: wrapped(call, "requisition"),
              by: call.by,
            }),
          ),
        );
      },
    },
    {
      method: "DELETE",
      path: `${base}/{id}`,
      answer: (call) => {
        const { id } = requisitionOf(call, requiredQuery(call, "project_id"), "Admin");
        deleteRequisition(call.state, { id, by: call.by });
        return ok({});
      },
    },
  ];
}

function list(call: Call, shape: Shape) {
  const project = openProjectTool(
    call,
    requiredQuery(call, "project_id"),
    "Commitments",
    "Read Only",
  );
  const mine = [...call.state.requisitions.values()].filter(
    (requisition) => requisition.projectId === project.id && isSeen(call, requisition),
  );
  const rows = filtered(call, mine, {
    ...byId,
    ...byTimes,
    ...byOrigin,
    commitment_id: ({ commitmentId }, values) => values.includes(commitmentId),
    period_id: ({ periodId }, values) => periodId !== null && values.includes(periodId),
    status: ({ status }, values) => values.includes(status),
    is_last: (requisition, [asked]) =>
      (requisitionsOf(call.state, requisition.commitmentId).at(-1)?.id === requisition.id) ===
      (asked === "true"),
  });
  return page(call, rows, (requisition) => shape(call.state, requisition));
}

/** `view=extended` and `view=items` bring the lines along. */
function viewOf(call: Call): Shape {
  const view = call.url.searchParams.get("view");
  if (view !== "extended" && view !== "items") return requisitionV11;
  return (state, requisition) => {
    const method = state.commitments.get(requisition.commitmentId)?.accountingMethod ?? "amount";
    return {
      ...requisitionV11(state, requisition),
      items: itemSums(state, requisition).map((sums) => invoiceItem(state, method, sums)),
      item_packages: itemPackages(requisition, itemSums(state, requisition)),
    };
  };
}

/** The invoice that is asked for in a project that the query names. */
function readOf(call: Call): Requisition {
  return requisitionOf(call, requiredQuery(call, "project_id"), "Read Only");
}

export function requisitionOf(
  call: Call,
  projectId: string,
  level: "Read Only" | "Admin",
  id = pathId(call),
): Requisition {
  openProjectTool(call, projectId, "Commitments", level);
  const requisition = findRequisition(call.state, id);
  if (requisition.projectId !== projectId || !isSeen(call, requisition)) throw notFound();
  return requisition;
}

/** An invoice is as private as its commitment. */
function isSeen(call: Call, { commitmentId }: Requisition): boolean {
  const commitment = call.state.commitments.get(commitmentId);
  return commitment !== undefined && seesCommitment(call, commitment);
}
