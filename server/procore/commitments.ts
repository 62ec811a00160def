import { z } from "zod";
import { type Caller, callerOf } from "./call.ts";
import {
  changedPages,
  type ChangedPage,
  type ChangedRow,
  type ChangedSince,
} from "./changed-since.ts";
import type { ProcoreClient } from "./client.ts";
import {
  type Commitment,
  type CommitmentKind,
  CommitmentShape,
  KindShape,
  toCommitment,
} from "./commitment-shape.ts";
import { everyPage } from "./pages.ts";
import { orMissing } from "./refusal.ts";
import { id as anId, parseAnswer, parseRecord } from "./shapes.ts";

export type {
  Commitment,
  CommitmentKind,
  CommitmentLine,
  IssuedPayment,
} from "./commitment-shape.ts";

export interface CommitmentPlace extends Caller {
  companyId: string;
  projectId: string;
  id: string;
  kind?: CommitmentKind;
}

export interface ChangedCommitment {
  id: string;
  kind: CommitmentKind;
  updatedAt: Date;
  deletedAt: Date | undefined;
  listed: Commitment | undefined;
}

export const COMMITMENT_PATHS = {
  subcontract: "/rest/v1.0/work_order_contracts",
  purchase_order: "/rest/v1.0/purchase_order_contracts",
} as const satisfies Record<CommitmentKind, string>;

export async function fetchCommitment(
  procore: ProcoreClient,
  place: CommitmentPlace,
): Promise<Commitment | undefined> {
  const kind = place.kind ?? (await fetchKind(procore, place));
  if (!kind) return undefined;
  const body = await show(procore, place, COMMITMENT_PATHS[kind]);
  return body === undefined
    ? undefined
    : toCommitment(parseRecord(CommitmentShape, body, place.id), {
        kind,
        projectId: place.projectId,
      });
}

async function fetchKind(
  procore: ProcoreClient,
  place: CommitmentPlace,
): Promise<CommitmentKind | undefined> {
  const body = await show(procore, place, "/rest/v1.0/commitments");
  if (body === undefined) return undefined;
  return parseAnswer(KindShape, body).type === "PurchaseOrderContract"
    ? "purchase_order"
    : "subcontract";
}

async function show(
  procore: ProcoreClient,
  place: CommitmentPlace,
  path: string,
): Promise<unknown> {
  const answer = await orMissing(
    procore.call({
      path: `${path}/${place.id}`,
      query: { project_id: place.projectId },
      ...callerOf(place),
    }),
  );
  return answer?.body;
}

const KINDS = ["subcontract", "purchase_order"] as const;

/** Includes deleted ones. `resume` is a kind and the page that was read last. */
export async function* listChangedCommitments(
  procore: ProcoreClient,
  where: ChangedSince,
): AsyncGenerator<ChangedPage<ChangedCommitment>> {
  const { projectId } = where;
  const query = { project_id: projectId, view: "extended", "filters[include_deleted]": "with" };
  const [reached = KINDS[0], read = "0"] = where.resume?.split(" ") ?? [];
  for (const kind of KINDS.slice(KINDS.findIndex((one) => one === reached))) {
    let page = kind === reached ? Number.parseInt(read, 10) : 0;
    const call = { path: COMMITMENT_PATHS[kind], query };
    for await (const rows of changedPages(procore, where, call, page + 1)) {
      page += 1;
      yield {
        rows: rows.map((row) => toChanged(row, { kind, projectId })),
        resume: `${kind} ${page}`,
      };
    }
  }
}

function toChanged(
  { id, updated_at: updatedAt, deleted_at: deletedAt, raw }: ChangedRow,
  where: { kind: CommitmentKind; projectId: string },
): ChangedCommitment {
  const { data } = CommitmentShape.safeParse(raw);
  return { id, kind: where.kind, updatedAt, deletedAt, listed: data && toCommitment(data, where) };
}

/** Of both kinds, as the caller sees them: Procore leaves out what is private from them. */
export async function listCommitmentIds(
  procore: ProcoreClient,
  where: Caller & { projectId: string },
): Promise<string[]> {
  const path = "/rest/v1.0/commitments";
  const query = { project_id: where.projectId };
  const rows = await everyPage(procore, { path, query, ...callerOf(where) });
  return rows.map((row) => parseAnswer(ListedShape, row).id);
}

const ListedShape = z.object({ id: anId });
