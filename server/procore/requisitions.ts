import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import {
  changedPages,
  type ChangedPage,
  type ChangedRow,
  type ChangedSince,
} from "./changed-since.ts";
import type { ProcoreClient } from "./client.ts";
import { pages } from "./pages.ts";
import { orMissing } from "./refusal.ts";
import { type Requisition, RequisitionShape, toRequisition } from "./requisition-shape.ts";
import { id, parseAnswer, parseRecord } from "./shapes.ts";

export type { Requisition, RequisitionItem } from "./requisition-shape.ts";

export interface RequisitionPlace extends Caller {
  companyId: string;
  projectId: string;
  id: string;
}

export interface ChangedRequisition {
  id: string;
  updatedAt: Date;
  listed: Requisition | undefined;
}

export const REQUISITIONS_PATH = "/rest/v1.1/requisitions";

export async function fetchRequisition(
  procore: ProcoreClient,
  place: RequisitionPlace,
): Promise<Requisition | undefined> {
  const query = { project_id: place.projectId, view: "items" };
  const answer = await orMissing(
    procore.call({ path: `${REQUISITIONS_PATH}/${place.id}`, query, ...callerOf(place) }),
  );
  return (
    answer && toRequisition(parseRecord(RequisitionShape, answer.body, place.id), place.projectId)
  );
}

/** Procore sends no webhook for invoices. `resume` is the page that was read last. */
export async function* listChangedRequisitions(
  procore: ProcoreClient,
  where: ChangedSince,
): AsyncGenerator<ChangedPage<ChangedRequisition>> {
  const { projectId } = where;
  const call = { path: REQUISITIONS_PATH, query: { project_id: projectId, view: "items" } };
  let page = Number.parseInt(where.resume ?? "0", 10);
  for await (const rows of changedPages(procore, where, call, page + 1)) {
    page += 1;
    yield { rows: rows.map((row) => toChanged(row, projectId)), resume: String(page) };
  }
}

export async function* listRequisitionIds(
  procore: ProcoreClient,
  where: Omit<RequisitionPlace, "id">,
): AsyncGenerator<string[]> {
  const call = { path: REQUISITIONS_PATH, query: { project_id: where.projectId } };
  for await (const rows of pages(procore, { ...call, ...callerOf(where) })) {
    yield rows.map((row) => parseAnswer(z.object({ id }), row).id);
  }
}

function toChanged(
  { id: procoreId, updated_at: updatedAt, raw }: ChangedRow,
  projectId: string,
): ChangedRequisition {
  const { data } = RequisitionShape.safeParse(raw);
  return { id: procoreId, updatedAt, listed: data && toRequisition(data, projectId) };
}
