import { Decimal } from "decimal.js";
import { setCommitmentStatus, updateCommitment } from "../../acts/commitments.ts";
import { updateLine } from "../../acts/lines.ts";
import type { LineItem } from "../../records.ts";
import type { Fields } from "../../rest/call.ts";
import { isApprovedAndLocked } from "../../rules/commitment-fields.ts";
import { commitmentPath } from "../paths.ts";
import type { Visit } from "../visit.ts";
import { statusesOf } from "./edit-form.ts";
import { open } from "./opened.ts";

/** Saves the edit form: what the person changed, and nothing else. */
export function saveCommitment(visit: Visit): string {
  const { state, form, by } = visit;
  const { commitment } = open(visit, { toEdit: true });
  const fields: Fields = {
    title: form.text("title", "Title", { required: true }),
    status: form.choice("status", "Status", statusesOf(commitment)),
    retainage_percent: form.amount("retainage", "Default Retainage"),
    description: form.text("description", "Description", { max: 10_000 }),
  };
  const changed = commitment.lines.flatMap((line) => {
    const lineFields = changedLine(visit, line);
    return lineFields
      ? [{ commitmentId: commitment.id, lineId: line.id, fields: lineFields, by }]
      : [];
  });
  const saveLines = () => changed.forEach((change) => updateLine(state, change));
  const saveGeneral = () => updateCommitment(state, { id: commitment.id, fields, by });
  // A new status may lock or unlock the lines: they are saved on the side of it where they are
  // open.
  const steps = isApprovedAndLocked(state, commitment)
    ? [saveGeneral, saveLines]
    : [saveLines, saveGeneral];
  for (const save of steps) save();
  return commitmentPath(commitment);
}

function changedLine({ form }: Visit, line: LineItem): Fields | undefined {
  const fields: Fields = {};
  const read = (name: string, label: string, current: string) => {
    const field = `${name}:${line.id}`;
    if (!form.has(field)) return;
    const typed = form.amount(field, `${label} of line ${line.position}`);
    if (!new Decimal(typed).equals(current)) fields[name] = typed;
  };
  read("amount", "Amount", line.amount);
  read("quantity", "Quantity", line.quantity);
  read("unit_cost", "Unit cost", line.unitCost);
  return Object.keys(fields).length > 0 ? fields : undefined;
}

export function approveCommitment(visit: Visit): string {
  const { commitment } = open(visit, { toEdit: true });
  setCommitmentStatus(visit.state, { id: commitment.id, status: "Approved", by: visit.by });
  return commitmentPath(commitment);
}
