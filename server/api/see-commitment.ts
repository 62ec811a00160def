import { LRUCache } from "lru-cache";
import { inCompany } from "../database/scope.ts";
import { NotFoundError, NotSetUpError, RemoteError } from "../errors.ts";
import { commitment } from "../kinds/commitment/kind.ts";
import { isWhole, keyOf } from "../kinds/kind.ts";
import { fetchCommitment } from "../procore/commitments.ts";
import { AppNotConnectedError } from "../procore/refusal.ts";
import { connectionInUse } from "../store/connections-in-use.ts";
import { findRecord, type SyncRecord } from "../store/records.ts";
import { newestRun } from "../store/runs.ts";
import { shownSoFar } from "../store/shown-payments.ts";
import { requirePermission } from "./access.ts";
import type { SeenCommitment } from "./commitment-view.ts";
import type { ApiParts, User } from "./parts.ts";
import { withInvoices } from "./with-invoices.ts";

export interface CommitmentPlace {
  companyId: string;
  projectId: string;
  procoreId: string;
}

/** Procore hides private commitments even from people with the tool: ask again after this time. */
const SEEN_FOR_MS = 60_000;
/** While Procore does not answer, a person may look at what they saw this recently. */
const TRUSTED_FOR_MS = 15 * 60_000;
const MOST_REMEMBERED = 10_000;

export const NOT_IN_USE =
  "Crosstie is not in use here: no ERP is connected, or it was uninstalled. A company admin sets it up first.";

interface Seen extends Pick<SeenCommitment, "permissions" | "listed"> {
  at: number;
  /** `stateOfPayments` before Procore was asked. */
  payments: string;
}

/** `orEarlier`: as seen shortly before. To show it; to act on it, Procore is asked each time. */
export type SeeCommitment = (
  user: User,
  place: CommitmentPlace,
  may?: { orEarlier: boolean },
) => Promise<SeenCommitment>;

export function seeCommitment(parts: ApiParts): SeeCommitment {
  const seen = new LRUCache<string, Seen>({ max: MOST_REMEMBERED });

  return async (user, place, { orEarlier } = { orEarlier: false }) => {
    const { userId } = user;
    const key = `${userId} ${place.companyId} ${place.projectId} ${place.procoreId}`;
    const earlier = seen.get(key);
    const payments = await stateOfPayments(parts, place);
    const isRecent = orEarlier && earlier !== undefined && Date.now() - earlier.at < SEEN_FOR_MS;
    if (isRecent && earlier.payments === payments) {
      return { ...earlier, userId, isFresh: true, record: await knownRecord(parts, place) };
    }
    try {
      const now = {
        ...(await lookInProcore(parts, user, place, !orEarlier)),
        payments,
        at: Date.now(),
      };
      seen.set(key, now);
      return { ...now, userId, isFresh: true, record: await knownRecord(parts, place) };
    } catch (error) {
      const isDown = error instanceof RemoteError && error.retryable;
      if (!isDown) seen.delete(key);
      if (!isDown || !orEarlier || !earlier || Date.now() - earlier.at > TRUSTED_FOR_MS) {
        throw error;
      }
      return { ...earlier, userId, isFresh: false, record: await knownRecord(parts, place) };
    }
  };
}

async function lookInProcore(
  parts: ApiParts,
  user: User,
  { companyId, projectId, procoreId }: CommitmentPlace,
  isFresh: boolean,
): Promise<Omit<Seen, "at" | "payments">> {
  const at = Date.now();
  const permissions = await parts.permissionsOf(user, { companyId, projectId }, { isFresh });
  requirePermission("seeCommitments", permissions);
  const as = { userId: user.userId };
  const of = { companyId, projectId, id: procoreId, as };
  const visible = await fetchCommitment(parts.procore, of).catch(orNothing);
  if (!visible) {
    throw new NotFoundError(
      "Procore has no such commitment in this project, or keeps it private from you.",
    );
  }
  const contract = { companyId, projectId, contractId: procoreId, as };
  const paymentsIssued = await withInvoices(parts, contract, visible.paymentsIssued);
  const listed = { paymentsIssued, at };
  const known = await recordOf(parts, { companyId, projectId, procoreId });
  if (known) await parts.actions.setRightPayments(known, listed);
  if (known && known.seenAt < visible.updatedAt) {
    const { connectionId, kind } = known;
    await parts.jobs.send("detect-change", {
      companyId,
      connectionId,
      kind,
      procoreId,
      projectId,
    });
  }
  return { permissions, listed };
}

/** When it changes, Procore is asked again: with an older list a payment would show twice. */
async function stateOfPayments(
  { db }: ApiParts,
  { companyId, procoreId }: CommitmentPlace,
): Promise<string> {
  return inCompany(db, companyId, async (scope) => {
    const connection = await connectionInUse(scope, companyId);
    // What was seen before the company left is not shown any more.
    if (!connection) throw new NotSetUpError(NOT_IN_USE);
    const { connectionId } = connection;
    const of = { companyId, connectionId };
    const run = await newestRun(scope, { ...of, kind: "payments" });
    const parent = keyOf({ kind: commitment.name, procoreId });
    return `${run?.startedAt.toISOString()} ${await shownSoFar(scope, { ...of, parent })}`;
  });
}

async function knownRecord(parts: ApiParts, place: CommitmentPlace): Promise<SyncRecord> {
  const known = await recordOf(parts, place);
  const record =
    known && isWhole(commitment, known.snapshot)
      ? known
      : ((await wholeRecord(parts, place)) ?? known);
  if (!record) {
    throw new NotFoundError(
      "Crosstie cannot see this commitment: its project is not among those the app is permitted in Procore.",
    );
  }
  return record;
}

async function wholeRecord(
  { actions }: ApiParts,
  place: CommitmentPlace,
): Promise<SyncRecord | undefined> {
  return actions.recordBaseline({ ...place, kind: commitment.name }).catch(orNothing);
}

/** Procore answers 403 or 404 for what it hides. */
function orNothing(error: unknown): undefined {
  const isHidden =
    error instanceof RemoteError &&
    !(error instanceof AppNotConnectedError) &&
    (error.remoteStatus === 403 || error.remoteStatus === 404);
  if (!isHidden) throw error;
}

async function recordOf(
  { db }: ApiParts,
  { companyId, projectId, procoreId }: CommitmentPlace,
): Promise<SyncRecord | undefined> {
  const found = await inCompany(db, companyId, async (scope) => {
    const connection = await connectionInUse(scope, companyId);
    if (!connection) return undefined;
    const { connectionId } = connection;
    const object = { companyId, connectionId, kind: commitment.name, procoreId };
    return { record: await findRecord(scope, object) };
  });
  if (!found) {
    throw new NotSetUpError(NOT_IN_USE);
  }
  const { record } = found;
  if (record && record.projectId !== projectId) {
    throw new NotFoundError("This commitment belongs to another project.");
  }
  return record;
}
