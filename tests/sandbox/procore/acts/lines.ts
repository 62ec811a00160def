import type { Author } from "../access.ts";
import type { Commitment, LineItem } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { isApprovedAndLocked, lockedCommitment } from "../rules/commitment-fields.ts";
import { now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";
import { announceCommitment, findCommitment } from "./commitments.ts";
import { putLine } from "./put-line.ts";

export function addLine(
  state: ProcoreState,
  { commitmentId, fields, by }: { commitmentId: string; fields: Fields } & Done,
): LineItem {
  const commitment = findCommitment(state, commitmentId);
  const line = putLine(state, commitment, undefined, fields);
  tell(state, commitment, line, "create", authorOf(state, by, commitment.companyId));
  return line;
}

export function updateLine(
  state: ProcoreState,
  {
    commitmentId,
    lineId,
    fields,
    by,
  }: { commitmentId: string; lineId: string; fields: Fields } & Done,
): LineItem {
  const commitment = findCommitment(state, commitmentId);
  const before = JSON.stringify(commitment.lines.find(({ id }) => id === lineId));
  const line = putLine(state, commitment, lineId, fields);
  if (JSON.stringify(line) !== before) {
    tell(state, commitment, line, "update", authorOf(state, by, commitment.companyId));
  }
  return line;
}

export function setLineAmount(
  state: ProcoreState,
  {
    commitmentId,
    lineId,
    amount,
    by,
  }: { commitmentId: string; lineId: string; amount: string } & Done,
): LineItem {
  return updateLine(state, { commitmentId, lineId, fields: { amount }, by });
}

export function deleteLine(
  state: ProcoreState,
  { commitmentId, lineId, by }: { commitmentId: string; lineId: string } & Done,
): LineItem {
  const commitment = findCommitment(state, commitmentId);
  const line = commitment.lines.find(({ id }) => id === lineId);
  if (!line) throw notFound();
  if (isApprovedAndLocked(state, commitment)) throw lockedCommitment("schedule of values");
  commitment.lines = commitment.lines.filter(({ id }) => id !== lineId);
  tell(state, commitment, line, "delete", authorOf(state, by, commitment.companyId));
  return line;
}

/** A changed line is news of the line and of the contract whose total it moves. */
function tell(
  state: ProcoreState,
  commitment: Commitment,
  line: LineItem,
  eventType: EventType,
  by: Author,
): void {
  commitment.updatedAt = now(state).toISOString();
  const contract =
    commitment.kind === "work_order_contract" ? "Work Order Contract" : "Purchase Order Contract";
  announce(state, {
    companyId: commitment.companyId,
    projectId: commitment.projectId,
    resourceName: `${contract} Line Items`,
    resourceId: line.id,
    eventType,
    by,
    related: [{ id: commitment.id, name: `${contract}s` }],
  });
  announceCommitment(state, commitment, "update", by);
}
