import { addLine, deleteLine, updateLine } from "../../acts/lines.ts";
import type { Commitment, CommitmentKind, LineItem } from "../../records.ts";
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
import { byId, byTimes, filtered } from "../filters.ts";
import { linesSeen } from "../lines-seen.ts";
import { page } from "../pages.ts";
import { notFound } from "../refusal.ts";
import { lineShape } from "../shapes/line.ts";
import { syncEndpoint } from "../sync.ts";
import { contractOf } from "./contracts.ts";

export function lineItemEndpoints(kind: CommitmentKind): Endpoint[] {
  const base = `/rest/v1.0/${kind}s/{contract_id}/line_items`;
  const reading = (call: Call) =>
    contractOf(call, {
      kind,
      projectId: requiredQuery(call, "project_id"),
      level: "Read Only",
      id: pathId(call, "contract_id"),
    });
  const writing = (call: Call) =>
    contractOf(call, {
      kind,
      projectId: requiredBodyId(call, "project_id"),
      level: "Admin",
      id: pathId(call, "contract_id"),
    });
  return [
    { method: "GET", path: base, answer: (call) => list(call, reading(call)) },
    {
      method: "POST",
      path: base,
      answer: (call) => {
        const commitment = writing(call);
        return created(
          lineShape(
            call.state,
            commitment,
            addLine(call.state, {
              commitmentId: commitment.id,
              fields: wrapped(call, "line_item"),
              by: call.by,
            }),
          ),
        );
      },
    },
    syncEndpoint<LineItem>(`${base}/sync`, (call) => {
      const commitment = writing(call);
      return {
        rows: () => linesSeen(call, commitment),
        create: (fields) =>
          addLine(call.state, { commitmentId: commitment.id, fields, by: call.by }),
        update: (lineId, fields) =>
          updateLine(call.state, { commitmentId: commitment.id, lineId, fields, by: call.by }),
        shape: (line) => lineShape(call.state, commitment, line),
      };
    }),
    {
      method: "GET",
      path: `${base}/{id}`,
      answer: (call) => {
        const commitment = reading(call);
        return ok(lineShape(call.state, commitment, lineOf(call, commitment)));
      },
    },
    {
      method: "PATCH",
      path: `${base}/{id}`,
      answer: (call) => {
        const commitment = writing(call);
        const { id: lineId } = lineOf(call, commitment);
        return ok(
          lineShape(
            call.state,
            commitment,
            updateLine(call.state, {
              commitmentId: commitment.id,
              lineId,
              fields: wrapped(call, "line_item"),
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
        const commitment = contractOf(call, {
          kind,
          projectId: requiredQuery(call, "project_id"),
          level: "Admin",
          id: pathId(call, "contract_id"),
        });
        deleteLine(call.state, {
          commitmentId: commitment.id,
          lineId: lineOf(call, commitment).id,
          by: call.by,
        });
        return ok({});
      },
    },
  ];
}

function list(call: Call, commitment: Commitment) {
  const rows = filtered(call, linesSeen(call, commitment), {
    ...byId,
    ...byTimes,
    cost_code_id: ({ costCodeId }, values) => costCodeId !== null && values.includes(costCodeId),
    line_item_type_id: ({ lineItemTypeId }, values) =>
      lineItemTypeId !== null && values.includes(lineItemTypeId),
  });
  return page(call, rows, (line) => lineShape(call.state, commitment, line));
}

function lineOf(call: Call, commitment: Commitment): LineItem {
  const line = linesSeen(call, commitment).find(({ id }) => id === pathId(call));
  if (!line) throw notFound();
  return line;
}
