import { Decimal } from "decimal.js";
import { RemoteError } from "../../errors.ts";
import type { ProcoreClient } from "../../procore/client.ts";
import {
  isListed,
  type OriginsTold,
  type Refused,
  tellRequisitionOrigin,
} from "../../procore/origin.ts";
import { whoChangedRequisition } from "../../procore/requisition-history.ts";
import {
  type ChangedRequisition,
  fetchRequisition,
  listChangedRequisitions,
  listRequisitionIds,
  REQUISITIONS_PATH,
} from "../../procore/requisitions.ts";
import { pageOfContract } from "../commitment/page.ts";
import {
  idIn,
  keyOf,
  type Kind,
  type Listed,
  type OriginToTell,
  type ProjectPlace,
} from "../kind.ts";
import { creditDocument } from "./credit-document.ts";
import { billDocument, lineKeyOf, sumOf } from "./document.ts";
import { comparedOfRequisition, requisitionFields } from "./fields.ts";
import { retainedBy } from "./retainage.ts";
import { parseRequisition, type RequisitionSnapshot, WHOLE } from "./snapshot.ts";

const APPROVED = ["approved", "approved_as_noted"];

/** A subcontractor invoice; Procore's API calls it a requisition. */
export const requisition: Kind<RequisitionSnapshot> = {
  name: "requisition",
  words: {
    one: "subcontractor invoice",
    many: "subcontractor invoices",
    type: "Requisition",
    about: "Requisitions, once approved in Procore",
  },
  scope: "project",
  tool: "Commitments",
  isMasterData: false,
  hasWebhook: false,
  documents: ["bill", "credit"],
  resources: [{ name: "Requisitions", isUnheardOf: true }],
  label: ({ number }) => `invoice ${number}`,
  page({ projectId, procoreId, parent, parentDocument }) {
    const contractId = parent === null ? "" : idIn(parent);
    const contract = pageOfContract({ projectId, document: parentDocument, procoreId: contractId });
    return contract && `${contract}/requisitions/${procoreId}`;
  },
  listed: ({ title }) => title,
  async fetch(procore, { place: { companyId, projectId, procoreId: id } }) {
    const seen = await fetchRequisition(procore, { companyId, projectId: projectId ?? "", id });
    return seen && { ...seen, version: WHOLE };
  },
  async changedBy(
    procore,
    { place: { companyId, projectId, procoreId: id }, signal, known, seen },
  ) {
    if (!known) return seen.createdBy;
    const place = { companyId, projectId: projectId ?? "", id, signal };
    return whoChangedRequisition(procore, place, { known, seen });
  },
  async isListed(procore, { place: { companyId, projectId, procoreId: id } }) {
    if (projectId === null) return false;
    const place = { project_id: projectId };
    return isListed(procore, { companyId, path: REQUISITIONS_PATH, place, id });
  },
  async *listChanged(procore, where) {
    for await (const { rows, resume } of listChangedRequisitions(procore, where)) {
      yield { rows: rows.map(toListed), resume };
    }
  },
  listIds: listRequisitionIds,
  wholeVersion: WHOLE,
  parse: parseRequisition,
  head(invoice) {
    const number = invoice.invoiceNumber || invoice.number;
    return {
      number,
      title: `Invoice ${number}`,
      vendorId: invoice.vendorId ?? null,
      parent: keyOf({ kind: "commitment", procoreId: invoice.commitmentId }),
      document: isCredit(invoice) ? "credit" : "bill",
    };
  },
  compared: comparedOfRequisition,
  fields: requisitionFields,
  approval: ({ status }) => ({ isApproved: APPROVED.includes(status), status }),
  nothingToSend(invoice, retainage) {
    const isDue = !new Decimal(invoice.total).isZero() || !sumOf(invoice).isZero();
    const isBooked = retainage === "line" && !retainedBy(invoice).isZero();
    return isDue || isBooked ? undefined : "nothing is payable on it";
  },
  needs: (invoice) => [
    {
      kind: "commitment",
      procoreId: invoice.commitmentId,
      missing: "a commitment",
      lines: invoice.items.filter(isBilled).flatMap((item) => lineKeyOf(item) ?? []),
    },
    {
      kind: "vendor",
      procoreId: invoice.vendorId,
      missing: "a vendor: choose one on the commitment in Procore",
      lines: [],
    },
  ],
  document: (subject) =>
    isCredit(subject.snapshot) ? creditDocument(subject) : billDocument(subject),
  billing: ({ total, retainage }) => ({ total, retainage }),
  tell: tellOneByOne,
};

const isBilled = ({ amount, gross }: RequisitionSnapshot["items"][number]) =>
  [amount, gross].some((money) => !new Decimal(money).isZero());

/** Retainage taken back, or work that was billed and not done. */
const isCredit = ({ total }: RequisitionSnapshot) => new Decimal(total).isNegative();

function toListed({ id, updatedAt, listed }: ChangedRequisition): Listed<RequisitionSnapshot> {
  const snapshot = listed && { ...listed, version: WHOLE };
  return { procoreId: id, updatedAt, deletedAt: undefined, snapshot };
}

/** Procore has no bulk call for invoices. */
async function tellOneByOne(
  procore: ProcoreClient,
  { companyId, projectId }: ProjectPlace,
  told: OriginToTell[],
): Promise<OriginsTold> {
  const outcome: OriginsTold = { told: [], refused: [] };
  if (projectId === null) return outcome;
  for (const { origin, record } of told) {
    const where = { companyId, projectId, commitmentId: idIn(record.parent ?? "") };
    const said = await tellRequisitionOrigin(procore, where, origin).catch(orRefused);
    if (said === "told") outcome.told.push(origin.id);
    else outcome.refused.push({ id: origin.id, ...said });
  }
  return outcome;
}

/** A refusal of one invoice must not hold up the others. */
function orRefused(error: unknown): Refused {
  if (!(error instanceof RemoteError) || error.retryable) throw error;
  const isGone = error.remoteStatus === 404 && ({ isGone: true } as const);
  return { reason: error.reason, isFinal: false, ...isGone };
}
