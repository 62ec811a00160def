import type { Commitment, DetailLine } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { refuseUnknown } from "../rules/read-field.ts";
import type { ProcoreState } from "../state.ts";
import { findCommitment } from "./commitments.ts";
import { applyLineFields, newLine } from "./put-line.ts";

const KNOWN = ["amount", "description", "quantity", "unit_cost", "uom", "tax_code_id"];

export interface DetailLines {
  commitmentId: string;
  lineId: string;
  /** By Procore's attribute names. An empty list takes the schedule away. */
  details: Fields[];
}

/**
 * The subcontractor draws up a schedule of values below one line. It has that line's codes; nobody
 * is told, since Procore lists no event for it.
 */
export function setDetailLines(
  state: ProcoreState,
  { commitmentId, lineId, details }: DetailLines,
): Commitment {
  const commitment = findCommitment(state, commitmentId);
  const parent = commitment.lines.find(({ id }) => id === lineId);
  if (!parent) throw notFound();
  const drawn = details.map((fields, at): DetailLine => {
    refuseUnknown(fields, KNOWN);
    const { costCodeId, lineItemTypeId } = parent;
    const line = {
      ...newLine(state, commitment),
      parentId: lineId,
      position: at + 1,
      costCodeId,
      lineItemTypeId,
    };
    applyLineFields(state, commitment, line, fields);
    return line;
  });
  commitment.detailLines = [
    ...commitment.detailLines.filter(({ parentId }) => parentId !== lineId),
    ...drawn,
  ];
  return commitment;
}
