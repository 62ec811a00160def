import { type Caller, callerOf } from "./call.ts";
import { changedPages, type ChangedSince } from "./changed-since.ts";
import type { ProcoreClient } from "./client.ts";
import { orMissing } from "./refusal.ts";
import { type Requisition, RequisitionShape, toRequisition } from "./requisition-shape.ts";
import { parseAnswer } from "./shapes.ts";

export type { Requisition } from "./requisition-shape.ts";

export interface RequisitionPlace extends Caller {
  companyId: string;
  projectId: string;
  id: string;
}

export interface ChangedRequisition {
  id: string;
  projectId: string;
  commitmentId: string | undefined;
  status: string | undefined;
  updatedAt: Date;
}

export const REQUISITIONS_PATH = "/rest/v1.1/requisitions";

/** Newest state with its items; undefined when it is gone or out of the caller's reach. */
export async function fetchRequisition(
  procore: ProcoreClient,
  place: RequisitionPlace,
): Promise<Requisition | undefined> {
  const query = { project_id: place.projectId, view: "items" };
  const answer = await orMissing(
    procore.call({ path: `${REQUISITIONS_PATH}/${place.id}`, query, ...callerOf(place) }),
  );
  return answer && toRequisition(parseAnswer(RequisitionShape, answer.body), place.projectId);
}

/**
 * Invoices of one project that changed at or after `since`, a page at a time. Procore sends no
 * webhook for them.
 */
export async function* listChangedRequisitions(
  procore: ProcoreClient,
  where: ChangedSince,
): AsyncGenerator<ChangedRequisition[]> {
  const { projectId } = where;
  for await (const rows of changedPages(procore, where, {
    path: REQUISITIONS_PATH,
    query: { project_id: projectId },
  })) {
    yield rows.map((row) => ({
      id: row.id,
      projectId,
      commitmentId: row.commitment_id,
      status: row.status,
      updatedAt: row.updated_at,
    }));
  }
}
