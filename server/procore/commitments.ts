import { serviceOf, type Actor } from "./actor.ts";
import type { ProcoreClient } from "./client.ts";
import { CommitmentShape, KindShape, toCommitment } from "./commitment-shape.ts";
import {
  changedPages,
  type ChangedPage,
  type ChangedRow,
  type ChangedSince,
} from "./changed-since.ts";
import { orMissing } from "./refusal.ts";
import { parseAnswer } from "./parse-answer.ts";

export type CommitmentKind = "subcontract" | "purchase_order";

/**
 * A subcontract (work order contract) or purchase order. Money: decimal strings as Procore sends
 * them. Dates: `YYYY-MM-DD`.
 */
export interface Commitment {
  id: string;
  kind: CommitmentKind;
  projectId: string;
  number: string;
  title: string;
  /** Procore's own word: `Approved`. Subcontracts and purchase orders have different lists. */
  status: string;
  executed: boolean;
  vendorId: string | undefined;
  vendorName: string | undefined;
  description: string | undefined;
  contractDate: string | undefined;
  retainagePercent: string | undefined;
  /** Sum of the lines: the original contract. */
  grandTotal: string;
  approvedChangeOrders: string | undefined;
  /** Original plus approved change orders. */
  revisedContract: string | undefined;
  /** ISO 4217, where the company uses several. */
  currency: string | undefined;
  originId: string | undefined;
  originCode: string | undefined;
  updatedAt: Date;
  deletedAt: Date | undefined;
  lines: CommitmentLine[];
  /** Payments Issued as the contract shows them: whoever made them. */
  paymentsIssued: IssuedPayment[];
}

export interface IssuedPayment {
  id: string;
  amount: string;
  date: string | undefined;
  number: number | undefined;
  invoiceNumber: string | undefined;
  checkNumber: string | undefined;
  /** Undefined: typed into Procore by hand. */
  originId: string | undefined;
}

export interface CommitmentLine {
  id: string;
  description: string;
  quantity: string | undefined;
  unitCost: string | undefined;
  uom: string | undefined;
  amount: string;
  /** Full code: `05-100`. */
  costCode: string | undefined;
  costCodeId: string | undefined;
  costCodeName: string | undefined;
  /** Cost type by name: `Commitment`. */
  costType: string | undefined;
  costTypeId: string | undefined;
  costTypeCode: string | undefined;
  position: number;
}

export interface CommitmentPlace {
  companyId: string;
  projectId: string;
  id: string;
  /** Saves a call when known. */
  kind?: CommitmentKind;
  as?: Actor;
}

/** What a poll finds. */
export interface ChangedCommitment {
  id: string;
  kind: CommitmentKind;
  updatedAt: Date;
  deletedAt: Date | undefined;
  /** As the list shows it: without lines. Undefined when it shows too little. */
  listed: Commitment | undefined;
}

export const COMMITMENT_PATHS = {
  subcontract: "/rest/v1.0/work_order_contracts",
  purchase_order: "/rest/v1.0/purchase_order_contracts",
} as const satisfies Record<CommitmentKind, string>;

/**
 * Newest state with its lines; undefined when it is gone or out of the caller's reach (Procore
 * answers 404 to both).
 */
export async function fetchCommitment(
  procore: ProcoreClient,
  place: CommitmentPlace,
): Promise<Commitment | undefined> {
  const kind = place.kind ?? (await fetchKind(procore, place));
  if (!kind) return undefined;
  const body = await show(procore, place, COMMITMENT_PATHS[kind]);
  return body === undefined
    ? undefined
    : toCommitment(parseAnswer(CommitmentShape, body), { kind, projectId: place.projectId });
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
  { companyId, projectId, id, as }: CommitmentPlace,
  path: string,
): Promise<unknown> {
  const answer = await orMissing(
    procore.call({
      path: `${path}/${id}`,
      query: { project_id: projectId },
      companyId,
      as: as ?? serviceOf(companyId),
    }),
  );
  return answer?.body;
}

const KINDS = ["subcontract", "purchase_order"] as const;

/**
 * Commitments of one project, deleted ones included, that changed at or after `since`; pages, of
 * both kinds. `resume` is a kind and the page that was read last.
 */
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
