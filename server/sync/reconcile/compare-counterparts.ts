import type { BillOnOrder, Connector, Standing } from "../../connectors/connector.ts";
import { systemOf } from "../../connectors/index.ts";
import { inCompany, type Scope } from "../../database/scope.ts";
import type { Task } from "../../jobs/tasks.ts";
import { allKinds, kindOf } from "../../kinds/index.ts";
import { documentKindOf, referenceOf } from "../../kinds/kind.ts";
import { log } from "../../log.ts";
import { recordsOfBills } from "../../store/bills.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { Connection } from "../../store/connections.ts";
import { type Counterpart, counterpartsToCompare } from "../../store/counterparts.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { noticeRefusal } from "../notice-refusal.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { noteDeletedBill } from "../pull/keep-bill.ts";
import { differenceOf, nameOf } from "../push/counterpart-differs.ts";
import { wordOf } from "../push/decide.ts";
import { isForAnotherVendor, takesNoBill } from "../push/dependencies.ts";
import { besideFigures, foreignBills } from "../push/foreign-bills.ts";
import { type OtherVendor, type VendorCheck, vendorCheck } from "../push/other-vendor.ts";
import { wakeWaiting } from "../push/push-pending.ts";
import { begunAnew } from "../push/turned.ts";

const AT_ONCE = 100;

export function compareCounterparts(parts: SyncParts): Task<"compare-counterparts"> {
  return async ({ companyId, connectionId }, { signal, claim }) => {
    const connection = await inCompany(parts.db, companyId, (scope) =>
      connectionById(scope, { companyId, connectionId }),
    );
    if (!connection || connection.status === "broken") return;
    const connector = openConnector(parts, connection);
    const checkVendor = vendorCheck(payablesOf(connector));
    const vendorKinds = allKinds().flatMap(({ isMasterData, name }) => (isMasterData ? name : []));
    for (let after = "0"; ;) {
      signal.throwIfAborted();
      const records = await inCompany(parts.db, companyId, (scope) =>
        counterpartsToCompare(scope, connection, { after, limit: AT_ONCE, vendorKinds }),
      );
      const last = records.at(-1);
      if (!last) return;
      after = last.recordId;
      const looking = { connection, connector, checkVendor };
      const seen = await lookAt(parts, looking, records).catch(async (error: unknown) => {
        await noticeRefusal(parts, connection, error);
        throw error;
      });
      await inCompany(parts.db, companyId, async (scope) => {
        await claim.hold(scope);
        for (const one of seen) await note(parts, scope, connection, one);
      });
    }
  };
}

interface Seen {
  record: Counterpart;
  state: Standing["state"] | "gone" | "out of sight";
  standing?: Standing;
  vendor?: OtherVendor | "merged" | undefined;
  /** Of an order: bills that Crosstie did not write. */
  foreign?: BillOnOrder[] | undefined;
}

interface Looking {
  connection: Connection;
  connector: Connector;
  checkVendor: VendorCheck;
}

async function lookAt(
  parts: SyncParts,
  { connection, connector, checkVendor }: Looking,
  records: Counterpart[],
): Promise<Seen[]> {
  const sent = records.map(({ erpId: id, written }) => ({ id, written }));
  const found = await payablesOf(connector).standingsOf(sent);
  const standings = new Map(found.map((standing) => [standing.id, standing]));
  const foreign = await foreignBills(parts, connection, found);
  const [there, missing] = [[] as Seen[], [] as Counterpart[]];
  for (const record of records) {
    const standing = standings.get(record.erpId);
    if (!standing) {
      missing.push(record);
      continue;
    }
    const vendor = await otherVendor(checkVendor, record, standing.vendorId);
    const others = foreign.get(standing.id);
    there.push({ record, standing, state: standing.state, vendor, foreign: others });
  }
  // If most are missing, the role has probably lost a permission: nothing counts as deleted.
  if (missing.length > 1 && missing.length * 2 > records.length) {
    log.warn({ missing: missing.length, of: records.length }, "most counterparts are out of sight");
    return [...there, ...missing.map((record): Seen => ({ record, state: "out of sight" }))];
  }
  for (const record of missing) {
    const document = { kind: documentKindOf(record), reference: referenceOf(record) };
    // Another document may have our reference by now.
    const held = await connector.lookUp(document, record.erpId);
    if (held?.id !== record.erpId) there.push({ record, state: "gone" });
  }
  return there;
}

/**
 * One that is gone, by a merge or because nobody has linked it anew, is the one it was sent for. One
 * that the ERP has never had is another than it was sent for.
 */
async function otherVendor(
  checkVendor: VendorCheck,
  { vendorNow, sentVendor }: Counterpart,
  there: string | undefined,
): Promise<OtherVendor | "merged" | undefined> {
  const { erpId, formerErpId, name } = vendorNow ?? { erpId: null, formerErpId: null, name: "" };
  const isUnknown = vendorNow !== null && erpId === null && formerErpId === null;
  if (isUnknown && sentVendor !== null) return checkVendor({ sent: { name }, there });
  const now = erpId === null ? "merged" : await checkVendor({ sent: erpId, there });
  return now === "merged" ? checkVendor({ sent: sentVendor, there }) : now;
}

async function note(
  parts: SyncParts,
  scope: Scope,
  connection: Connection,
  { record, standing, state, vendor, foreign }: Seen,
): Promise<void> {
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
  const kind = kindOf(now);
  const erpCurrency = standing?.currency ?? now.erpCurrency;
  const erpVendor = standing?.vendorId ?? now.erpVendor;
  const sentVendor = vendor === "merged" ? erpVendor : now.sentVendor;
  const { name: system } = systemOf(connection);
  const named = { number: standing?.number ?? now.erpNumber, word: wordOf(now, connection.system) };
  const { isClosed = false } = kind.approval(kind.parse(now.snapshot));
  const inFigures = differenceOf({
    ...named,
    system,
    wanted: now.sentTotal,
    total: standing?.total,
    // The contract may have got another one since.
    wantedCurrency: record.contractCurrency ?? now.sentCurrency,
    currency: erpCurrency ?? undefined,
    vendor: vendor === "merged" ? undefined : vendor,
    state,
    isClosed,
    remark: now.remark ?? standing?.remark,
  });
  const around = { name: nameOf(named), system, isClosed, bills: foreign };
  const beside = now.remark ?? (standing && besideFigures(standing, around));
  const differs = inFigures ?? beside ?? null;
  const erpState = state === "out of sight" ? now.erpState : state;
  const said = { erpState, erpCurrency, erpVendor, sentVendor };
  const isKnown = Object.entries(said).every(
    ([field, value]) => now[field as keyof typeof said] === value,
  );
  if (differs === now.differs && isKnown) return;
  await updateRecord(scope, now, { ...said, differs, status: statusOf(now, differs) });
  const after = { erpState };
  const isOpen = erpState !== now.erpState && (takesNoBill(now) || takesNoBill(after));
  const isOursAgain = isForAnotherVendor(now) && !isForAnotherVendor({ sentVendor, erpVendor });
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
