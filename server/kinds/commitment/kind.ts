import { Decimal } from "decimal.js";
import { changeOrderStates, stateOf } from "../../procore/change-orders.ts";
import type { ProcoreClient } from "../../procore/client.ts";
import {
  type ChangedCommitment,
  COMMITMENT_PATHS,
  type CommitmentKind,
  listChangedCommitments,
  listCommitmentIds,
} from "../../procore/commitments.ts";
import { isListed, type OriginsTold, tellOrigins } from "../../procore/origin.ts";
import {
  keyOf,
  type Kind,
  type Listed,
  type ReadRequest,
  type OriginToTell,
  type ProjectPlace,
} from "../kind.ts";
import { orderDocument, orderRows } from "./document.ts";
import { fetchSnapshot } from "./fetch.ts";
import { commitmentFields, comparedOfCommitment } from "./fields.ts";
import { promisedLines, unsentChangeOrders } from "./lines.ts";
import { pageOfContract } from "./page.ts";
import { type CommitmentSnapshot, HEAD_ONLY, parseCommitment, WHOLE } from "./snapshot.ts";

/** In these statuses a contract is a promise to pay; in others it may still change. */
const APPROVED: Record<CommitmentKind, string[]> = {
  subcontract: ["Approved", "Complete"],
  purchase_order: ["Approved", "Partially Received", "Received", "Closed"],
};

export const commitment: Kind<CommitmentSnapshot> = {
  name: "commitment",
  words: {
    one: "commitment",
    many: "commitments",
    type: "Commitment",
    about: "Subcontracts and purchase orders, with their lines",
  },
  scope: "project",
  tool: "Commitments",
  isMasterData: false,
  hasWebhook: true,
  documents: ["subcontract", "purchase_order"],
  resources: [
    { name: "Work Order Contracts" },
    { name: "Work Order Contract Line Items", isPartOf: "Work Order Contracts" },
    { name: "Purchase Order Contracts" },
    { name: "Purchase Order Contract Line Items", isPartOf: "Purchase Order Contracts" },
    // The older name of change orders, for both kinds of contract.
    { name: "Change Order Packages", isPartOf: "Work Order Contracts" },
  ],
  label: ({ number }) => number,
  page: ({ projectId, procoreId, document }) => pageOfContract({ projectId, document, procoreId }),
  listed: ({ number, title }) => `${number} · ${title}`,
  fetch: fetchSnapshot,
  isListed: isInLists,
  async *listChanged(procore, where) {
    for await (const { rows, resume } of listChangedCommitments(procore, where)) {
      yield { rows: rows.map(toListed), resume };
    }
  },
  async listSeenBy(procore, where) {
    const ids = await listCommitmentIds(procore, where);
    return ids.map((procoreId) => keyOf({ kind: "commitment", procoreId }));
  },
  parts: {
    states: changeOrderStates,
    stateOf: ({ changeOrders, version }) => (version < WHOLE ? null : stateOf(changeOrders)),
    idsOf: ({ changeOrders }) =>
      changeOrders.flatMap(({ id, packageId = id }) => [...new Set([id, packageId])]),
    changedAt: ({ changeOrders, updatedAt }) =>
      new Date(Math.max(...[updatedAt, ...changeOrders.map((one) => one.updatedAt)].map(Number))),
  },
  wholeVersion: WHOLE,
  parse: parseCommitment,
  head: ({ id, kind, number, title, vendorId, currency }) => ({
    number,
    title,
    currency,
    vendorId: vendorId ?? null,
    parent: keyOf({ kind: "commitment", procoreId: id }),
    document: kind,
  }),
  compared: comparedOfCommitment,
  fields: commitmentFields,
  approval: ({ kind, status }) => ({
    isApproved: APPROVED[kind].includes(status),
    isClosed: status === "Complete" || status === "Closed",
    status,
  }),
  needs: ({ vendorId }) => [
    {
      kind: "vendor",
      procoreId: vendorId,
      missing: "a vendor: choose one on the commitment in Procore",
      lines: [],
    },
  ],
  lineKeys: (contract) => promisedLines(contract).map(({ key }) => key),
  document: orderDocument,
  preview: orderRows,
  contract: ({
    grandTotal,
    approvedChangeOrders,
    revisedContract,
    vendorName,
    paymentsIssued,
  }) => ({
    total: revisedContract ?? new Decimal(grandTotal).plus(approvedChangeOrders ?? 0).toString(),
    vendor: vendorName,
    issued: paymentsIssued,
  }),
  unsent: unsentChangeOrders,
  tell: tellBothKinds,
};

function toListed({
  id,
  updatedAt,
  deletedAt,
  listed,
}: ChangedCommitment): Listed<CommitmentSnapshot> {
  const snapshot = listed && { ...listed, changeOrders: [], version: HEAD_ONLY };
  return { procoreId: id, updatedAt, deletedAt, snapshot };
}

async function isInLists(
  procore: ProcoreClient,
  { place: { companyId, projectId, procoreId: id }, known }: ReadRequest<CommitmentSnapshot>,
): Promise<boolean> {
  if (projectId === null) return false;
  const paths = known ? [COMMITMENT_PATHS[known.kind]] : Object.values(COMMITMENT_PATHS);
  for (const path of paths) {
    const place = { project_id: projectId };
    if (await isListed(procore, { companyId, path, place, id })) return true;
  }
  return false;
}

async function tellBothKinds(
  procore: ProcoreClient,
  { companyId, projectId }: ProjectPlace,
  told: OriginToTell[],
): Promise<OriginsTold> {
  const outcome: OriginsTold = { told: [], refused: [] };
  if (projectId === null) return outcome;
  for (const [document, some] of Map.groupBy(told, ({ record }) => record.document)) {
    const kind = document === "subcontract" ? "subcontract" : "purchase_order";
    const origins = some.map(({ origin }) => origin);
    const part = await tellOrigins(procore, { companyId, projectId, kind }, origins);
    outcome.told.push(...part.told);
    outcome.refused.push(...part.refused);
  }
  return outcome;
}
