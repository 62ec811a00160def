import { inCompany, type Scope } from "../../database/scope.ts";
import type { Task } from "../../jobs/tasks.ts";
import { masterDataKinds } from "../../kinds/index.ts";
import { documentKindOf } from "../../kinds/kind.ts";
import { recordsOfBills } from "../../store/bills.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { Connection } from "../../store/connections.ts";
import { counterpartsToCompare } from "../../store/counterparts.ts";
import { COMPARED, moveCursor } from "../../store/cursors.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { noticeRefusal } from "../notice-refusal.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { noteDeletedBill } from "../pull/keep-bill.ts";
import { isForAnotherVendor, takesNoBill } from "../push/dependencies.ts";
import { vendorCheck } from "../push/other-vendor.ts";
import { wakeWaiting } from "../push/push-pending.ts";
import { begunAnew } from "../push/turned.ts";
import { differenceSeen } from "./difference-seen.ts";
import { lookAtCounterparts, type Seen } from "./look-at-counterparts.ts";

const AT_ONCE = 100;

export function compareCounterparts(parts: SyncParts): Task<"compare-counterparts"> {
  return async ({ companyId, connectionId }, { signal, claim }) => {
    const connection = await inCompany(parts.db, companyId, (scope) =>
      connectionById(scope, { companyId, connectionId }),
    );
    if (!connection || connection.status === "broken") return;
    const connector = openConnector(parts, connection);
    const checkVendor = vendorCheck(payablesOf(connector));
    const vendorKinds = masterDataKinds();
    const begunAt = new Date().toISOString();
    for (let after = "0"; ;) {
      signal.throwIfAborted();
      const records = await inCompany(parts.db, companyId, (scope) =>
        counterpartsToCompare(scope, connection, { after, limit: AT_ONCE, vendorKinds }),
      );
      const last = records.at(-1);
      if (!last) {
        return inCompany(parts.db, companyId, (scope) =>
          moveCursor(scope, { companyId, connectionId, name: COMPARED }, begunAt),
        );
      }
      after = last.recordId;
      const looking = { connection, connector, checkVendor };
      const seen = await lookAtCounterparts(parts, looking, records).catch(
        async (error: unknown) => {
          await noticeRefusal(parts, connection, error);
          throw error;
        },
      );
      await inCompany(parts.db, companyId, async (scope) => {
        await claim.hold(scope);
        for (const one of seen) await note(parts, scope, connection, one);
      });
    }
  };
}

async function note(
  parts: SyncParts,
  scope: Scope,
  connection: Connection,
  seen: Seen,
): Promise<void> {
  const { record, state } = seen;
  const now = await lockRecordById(scope, record.companyId, record.recordId);
  // Written since the ERP was asked: that push has compared it itself.
  if (!now || now.erpId !== record.erpId || now.attemptingSince) return;
  if (now.pushedAt?.getTime() !== record.pushedAt?.getTime()) return;
  if (state === "gone" && documentKindOf(now) === "bill") return noteBillGone(parts, scope, now);
  if (state === "gone" && now.isDeleted) {
    return updateRecord(scope, now, { erpState: state, status: "not_integrated", waiting: null });
  }
  const anew = state === "gone" ? begunAnew(now) : undefined;
  if (anew) return updateRecord(scope, now, anew);
  const { difference, mark, said } = differenceSeen(connection, now, seen);
  // What a person accepted is over once either side is another one.
  const isAccepted = now.accepted !== null && now.accepted.mark === mark;
  const differs = isAccepted ? null : (difference?.says ?? null);
  const isOver = now.accepted !== null && mark !== null && !isAccepted;
  const isKnown = Object.entries(said).every(
    ([field, value]) => now[field as keyof typeof said] === value,
  );
  if (differs === now.differs && isKnown && !isOver) return;
  const status = statusOf(now, differs);
  await updateRecord(scope, now, { ...said, differs, status, ...(isOver && { accepted: null }) });
  const isOpen = said.erpState !== now.erpState && (takesNoBill(now) || takesNoBill(said));
  const isOursAgain = isForAnotherVendor(now) && !isForAnotherVendor(said);
  if (isOpen || isOursAgain) await wakeWaiting(parts, scope, now);
}

/** The payments of a deleted bill count no more, so Payments Issued changes too. */
async function noteBillGone(parts: SyncParts, scope: Scope, record: SyncRecord): Promise<void> {
  for (const bill of await recordsOfBills(scope, record, [record.erpId ?? ""])) {
    await noteDeletedBill({ jobs: parts.jobs, scope }, bill);
  }
}

/** A record that is under way, has failed or was taken back in Procore shows that first. */
function statusOf(
  { status, waiting, isDeleted, failure }: SyncRecord,
  differs: string | null,
): SyncRecord["status"] {
  if (isDeleted) return status;
  if (status === "success" && differs !== null) return "desynchronized";
  const isMended = status === "desynchronized" && differs === null;
  return isMended && waiting === null && failure === null ? "success" : status;
}
