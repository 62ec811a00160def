import type { Author } from "../access.ts";
import type { Commitment, CommitmentKind } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { notFound } from "../rest/refusal.ts";
import { changeRecord } from "../rules/change-record.ts";
import {
  applyCommitmentFields,
  isApprovedAndLocked,
  lockedCommitment,
} from "../rules/commitment-fields.ts";
import { nextId, now, type ProcoreState } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { EventType } from "../webhooks/records.ts";
import { authorOf, type Done } from "./author.ts";
import { putLine } from "./put-line.ts";

const RESOURCE: Record<CommitmentKind, string> = {
  work_order_contract: "Work Order Contracts",
  purchase_order_contract: "Purchase Order Contracts",
};
const PREFIX: Record<CommitmentKind, string> = {
  work_order_contract: "SC",
  purchase_order_contract: "PO",
};

export interface NewCommitment extends Done {
  projectId: string;
  kind?: CommitmentKind;
  /** By Procore's attribute names. */
  fields?: Fields;
  lines?: Fields[];
}

export function createCommitment(
  state: ProcoreState,
  { projectId, kind = "work_order_contract", fields = {}, lines = [], by }: NewCommitment,
): Commitment {
  const project = state.projects.get(projectId);
  if (!project) throw notFound();
  const author = authorOf(state, by, project.companyId);
  const at = now(state).toISOString();
  const count = [...state.commitments.values()].filter(
    (other) => other.projectId === projectId && other.kind === kind,
  ).length;
  const commitment: Commitment = {
    id: nextId(state, state.companies.get(project.companyId)?.zone),
    companyId: project.companyId,
    projectId,
    kind,
    number: `${PREFIX[kind]}-${project.number}-${String(count + 1).padStart(3, "0")}`,
    title: "",
    description: "",
    vendorId: null,
    status: "Draft",
    executed: false,
    private: false,
    accessorIds: [],
    accountingMethod: kind === "work_order_contract" ? "amount" : "unit",
    retainagePercent: "0.0",
    extra: {},
    lines: [],
    currency: null,
    exchangeRate: 1,
    hiddenLineIds: [],
    detailLines: [],
    createdById: author.userId,
    originId: null,
    originCode: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  applyCommitmentFields(state, commitment, fields);
  for (const line of lines) putLine(state, commitment, undefined, line);
  state.commitments.set(commitment.id, commitment);
  announceCommitment(state, commitment, "create", author);
  return commitment;
}

export function updateCommitment(
  state: ProcoreState,
  { id, fields, by }: { id: string; fields: Fields } & Done,
): Commitment {
  const commitment = findCommitment(state, id);
  const author = authorOf(state, by, commitment.companyId);
  if (
    changeRecord(commitment, now(state), (draft) => applyCommitmentFields(state, draft, fields))
  ) {
    announceCommitment(state, commitment, "update", author);
  }
  return commitment;
}

export function setCommitmentStatus(
  state: ProcoreState,
  { id, status, by }: { id: string; status: string } & Done,
): Commitment {
  return updateCommitment(state, {
    id,
    fields: status === "Approved" ? { status, executed: true } : { status },
    by,
  });
}

export function deleteCommitment(
  state: ProcoreState,
  { id, by }: { id: string } & Done,
): Commitment {
  const commitment = findCommitment(state, id);
  if (isApprovedAndLocked(state, commitment)) throw lockedCommitment("record");
  commitment.deletedAt = now(state).toISOString();
  commitment.updatedAt = commitment.deletedAt;
  announceCommitment(state, commitment, "delete", authorOf(state, by, commitment.companyId));
  return commitment;
}

export function findCommitment(state: ProcoreState, id: string, kind?: CommitmentKind): Commitment {
  const commitment = state.commitments.get(id);
  if (!commitment || commitment.deletedAt !== null || (kind && commitment.kind !== kind)) {
    throw notFound();
  }
  return commitment;
}

export function announceCommitment(
  state: ProcoreState,
  { id, kind, companyId, projectId }: Commitment,
  eventType: EventType,
  by: Author,
): void {
  announce(state, {
    companyId,
    projectId,
    resourceName: RESOURCE[kind],
    resourceId: id,
    eventType,
    by,
  });
}
