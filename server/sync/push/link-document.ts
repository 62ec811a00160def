import type { Actor } from "../../audit/audit.ts";
import type { Connector, Counterpart, Known } from "../../connectors/connector.ts";
import type { BillDocument, CreditDocument } from "../../connectors/documents.ts";
import { inCompany } from "../../database/scope.ts";
import { CannotFollowError, ConflictError, type NamedRefusal } from "../../errors.ts";
import { settleActivities } from "../../store/activities.ts";
import { takeNumber } from "../../store/bill-numbers.ts";
import { counterpartsAmong } from "../../store/counterparts.ts";
import type { Candidate } from "../../store/failure.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { auditLink, linkMasterData, logLink } from "./choose-counterpart.ts";
import { totalOf } from "./counterpart-differs.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";

/**
 * Takes one of the failure's candidates for what the record needs, or for the record itself. Throws
 * ConflictError if it can no longer be chosen.
 */
export async function link(
  parts: SyncParts,
  record: SyncRecord,
  choice: { id: string; by: Actor },
): Promise<void> {
  const itself = candidateOf(record, choice.id);
  return itself
    ? linkDocument(parts, record, { ...choice, itself })
    : linkMasterData(parts, record, choice);
}

const candidateOf = ({ failure, document }: SyncRecord, id: string) =>
  failure?.candidates?.find((one) => one.id === id && one.document === document);

/** What somebody else entered becomes its counterpart; the push then holds the two against each other. */
async function linkDocument(
  parts: SyncParts,
  { companyId, connectionId, recordId }: SyncRecord,
  { id, itself, by }: { id: string; itself: Candidate; by: Actor },
): Promise<void> {
  const linked = await inCompany(parts.db, companyId, async (scope) => {
    const now = await lockRecordById(scope, companyId, recordId);
    if (!now || now.isDeleted || !candidateOf(now, id) || now.attemptingSince !== null) {
      throw new ConflictError(
        "That is no longer among those to choose from. Retry, and Crosstie looks again.",
      );
    }
    const [held] = await counterpartsAmong(scope, now, [id]);
    if (held !== undefined) {
      throw new ConflictError(`${itself.name} (id ${id}) is linked to another record already.`);
    }
    // Whatever else the vendor bills under its number is told apart from it.
    const { number } = itself;
    if (now.numbered && number !== null) await takeNumber(scope, now, { ...now.numbered, number });
    const fields: Partial<SyncRecord> = {
      erpId: id,
      erpNumber: number,
      formerErpId: null,
      ...AS_LINKED,
      toldAt: null,
      landsUntil: null,
      status: "pending",
      failure: null,
      waiting: null,
      attempts: 0,
      isRequested: true,
    };
    await updateRecord(scope, now, fields);
    const upTo = await logLink(scope, now, { candidate: itself, by });
    await settleActivities(scope, { companyId, recordId, upTo }, { status: "pending" });
    await parts.jobs.send("push-record", { companyId, connectionId, recordId }, { trx: scope });
    await parts.jobs.send("pull-payments", { companyId, connectionId }, { trx: scope });
    await auditLink(scope, now, { candidate: itself, by });
    return { ...now, ...fields };
  });
  // What comes next may find a difference, and the ERP has it.
  tellSoon(parts, linked, () => tellOf(parts, linked, [linked]));
}

/** None of its lines is ours. */
const AS_LINKED = { erpLines: {}, written: null };

export const isLinked = ({ lines, written }: Pick<Known, "lines" | "written">): boolean =>
  written === null && Object.keys(lines).length === 0;

/**
 * Nothing is written to it: its lines are accounting's. Undefined: it is gone. Throws a
 * CannotFollowError where it comes to something else.
 */
export async function linkedCounterpart(
  connector: Connector,
  document: BillDocument | CreditDocument,
  { id }: Known,
): Promise<Counterpart | undefined> {
  const [standing] = await payablesOf(connector).standingsOf([{ id, written: null }]);
  if (!standing) return undefined;
  const { number, total, currency, vendorId, state } = standing;
  const wanted = totalOf(document) ?? document.total;
  if (total !== wanted) {
    throw new CannotFollowError({
      system: connector.name,
      reason: `${number ?? `Internal id ${id}`} comes to ${total} in ${connector.name} and to ${wanted} in Procore.`,
      retryable: false,
      refusal: linkedDiffers,
      figures: { total, wanted },
    });
  }
  return { id, number, lines: {}, total, currency, vendorId, state };
}

const linkedDiffers: NamedRefusal = {
  meaning: "linked_differs",
  whoseMove: "accounting",
  title: "{record} differs from what accounting has entered",
  remedy:
    "It was linked, so that Crosstie writes nothing to it. Accounting corrects it there, or somebody corrects the invoice in Procore. Then retry.",
};

export const linkedNote = (document: { number: string }) =>
  `${document.number} was linked to what accounting has entered: Crosstie writes nothing to it, and says where the two differ.`;
