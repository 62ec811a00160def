import type { Connector, Counterpart, Found } from "../../connectors/connector.ts";
import { systemOf } from "../../connectors/index.ts";
import { inCompany } from "../../database/scope.ts";
import { NotSetUpError } from "../../errors.ts";
import type { Task } from "../../jobs/tasks.ts";
import { kindOf } from "../../kinds/index.ts";
import { findCompany } from "../../store/companies.ts";
import { lockRecordById, type SyncRecord, updateRecord } from "../../store/records.ts";
import { openConnector } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { afterFailure, type Failed, type Write } from "./after-failure.ts";
import { type Attempt, hasLanded, isSameTime, readBackAt } from "./begin-attempt.ts";
import {
  currencyOf,
  differenceOf,
  grossOf,
  nameOf,
  totalOf,
  vendorOf,
} from "./counterpart-differs.ts";
import { wordOf } from "./decide.ts";
import { besideFigures, foreignBills } from "./foreign-bills.ts";
import { mayLand } from "./look-up-lost-write.ts";
import { named } from "./other-vendor.ts";
import type { Prepared } from "./prepare-push.ts";
import { notePause } from "./settle-failure.ts";
import { type Outcome, settleSuccess } from "./settle-push.ts";
import { beginOrHoldBack, startPush } from "./start-push.ts";
import { tellOf } from "./tell-procore.ts";
import { tellSoon } from "./tell-soon.ts";
import { writeDocument } from "./write-document.ts";

/** An ERP may be slow with what is read before the write, and the company may leave meanwhile. */
const ASKED_AGAIN_AFTER_MS = 500;

/** One write of the newest state covers all pending activities. */
export function pushRecord(parts: SyncParts): Task<"push-record"> {
  return async (payload, { isLastTry, signal, claim }) => {
    const noting = (known: Omit<Failed, "error" | "isLastTry">) => (error: unknown) =>
      afterFailure(parts, { ...known, error, isLastTry });

    if (!(await parts.stillConnected(payload.companyId))) return;
    const askedAt = Date.now();
    const first = await inCompany(parts.db, payload.companyId, (scope) =>
      startPush(parts, scope, payload),
    );
    if (!first) return;
    const begun = await beginOrHoldBack(parts, { first, payload, signal, claim }).catch(
      noting({ record: first.record }),
    );
    if (!begun) return;
    const { attempt, prepared } = begun;
    const { record, begunAt } = attempt;
    const write: Write = { state: "not sent" };
    // Until then no other process can begin a write of this record: the claim need not be checked.
    const oursUntil = begunAt.getTime() + parts.durations.underWayMs / 6;
    const connector = openConnector(parts, prepared.connection, async () => {
      if (Date.now() > oursUntil || signal.aborted) await claim.check();
      if (Date.now() - askedAt > ASKED_AGAIN_AFTER_MS) await assertStillThere(parts, record);
      write.state = "under way";
    });
    const earlier = await findEarlier(parts, attempt, { ...prepared, connector }).catch(
      noting({ record, begunAt }),
    );
    if (!earlier) return;
    await keepFound(parts, attempt, earlier.found).catch(noting({ record, begunAt }));
    // The earlier write is accounted for: from here on only this one can be lost.
    const accounted = { ...record, attemptingSince: null, landsUntil: readBackAt(record) };
    const writing = { ...prepared, ...earlier, connector };
    await carryOut(parts, { attempt, write }, writing).catch(
      noting({ record: accounted, begunAt, write, document: prepared.document }),
    );
  };
}

/** Throws NotSetUpError. */
async function assertStillThere(parts: SyncParts, { companyId }: SyncRecord): Promise<void> {
  const [isConnected, company] = await Promise.all([
    parts.stillConnected(companyId),
    inCompany(parts.db, companyId, (scope) => findCompany(scope, companyId)),
  ]);
  if (isConnected && company && company.status !== "uninstalled") return;
  throw new NotSetUpError("The company has uninstalled Crosstie: nothing more is written for it.");
}

/** What a write with a lost answer left in the ERP. Undefined: nothing is to be written now. */
async function findEarlier(
  parts: SyncParts,
  { record, begunAt, isOutcomeUnknown, mayLand: isEarly }: Attempt,
  { connector, document, earlier }: Prepared & { connector: Connector },
): Promise<{ found: Found | undefined } | undefined> {
  if (!isOutcomeUnknown) return { found: undefined };
  const found = await findAsSent(connector, document, earlier);
  if (isEarly && !hasLanded(record, found)) throw mayLand(record, connector.name);
  // A person has deleted it in the ERP: the next pull says so.
  const isGone = !found && record.erpId !== null && record.attemptingSince === null;
  if (!isGone) return { found };
  const read = { ...record, landsUntil: null };
  return void (await notePause(parts, { record: read, begunAt, isOutcomeUnknown: false }));
}

/** Lines that the record has lost since are ours, too: the document that was sent knows them. */
async function findAsSent(
  connector: Connector,
  document: Prepared["document"],
  earlier: Prepared["earlier"],
): Promise<Found | undefined> {
  const found = await connector.find(document);
  if (!found || found.isCurrent || !earlier) return found;
  const asSent = await connector.find(earlier);
  return asSent ? { ...found, lines: asSent.lines, written: asSent.written } : found;
}

/** At once: what comes next may fail, and the ERP has the document. From here on it may get ours. */
async function keepFound(
  parts: SyncParts,
  { record: { companyId, recordId, erpId, snapshot }, begunAt, isOutcomeUnknown }: Attempt,
  found: Found | undefined,
): Promise<void> {
  if (!isOutcomeUnknown) return;
  const isFirst = found !== undefined && erpId === null;
  const kept = await inCompany(parts.db, companyId, async (scope) => {
    const now = await lockRecordById(scope, companyId, recordId);
    if (!now || !isSameTime(now.attemptingSince, begunAt)) return undefined;
    const ids = isFirst && {
      erpId: found.id,
      erpNumber: found.number ?? null,
      erpLines: found.lines,
    };
    const fields = { attempted: snapshot, ...ids };
    await updateRecord(scope, now, fields);
    return { ...now, ...fields };
  });
  if (isFirst && kept && !kept.isDeleted) {
    tellSoon(parts, kept, () => tellOf(parts, kept, [kept]));
  }
}

async function carryOut(
  parts: SyncParts,
  { attempt, write }: { attempt: Attempt; write: Write },
  writing: Parameters<typeof writeDocument>[2],
): Promise<void> {
  const written = await writeDocument(parts, attempt, writing);
  if (!written) return;
  write.state = "answered";
  const { counterpart, upTo } = written;
  const seen = seenAfter(attempt.record, writing, counterpart);
  const { differs = await stillDiffers(parts, attempt.record, writing, counterpart) } = seen;
  await settleSuccess(parts, { ...attempt, upTo }, { ...seen, differs });
}

/** What was said of it before this write may still be true; the next comparison says it anyway. */
async function stillDiffers(
  parts: SyncParts,
  record: SyncRecord,
  { connection, connector }: Parameters<typeof writeDocument>[2],
  counterpart: Counterpart,
): Promise<string | null> {
  if (record.differs === null || !connector.payables) return null;
  const seen = await connector.payables
    .standingsOf([{ written: null, ...counterpart }])
    .catch(() => []);
  const foreign = await foreignBills(parts, record, seen);
  const name = nameOf({ word: wordOf(record, connection.system), number: counterpart.number });
  const { isClosed = false } = kindOf(record).approval(kindOf(record).parse(record.snapshot));
  const bills = foreign.get(counterpart.id);
  const said = seen.map((one) =>
    besideFigures(one, { name, system: connector.name, isClosed, bills }),
  );
  return said[0]?.says ?? null;
}

function seenAfter(
  record: SyncRecord,
  { connection, document }: Prepared,
  counterpart: Counterpart,
): Omit<Outcome, "differs"> & { differs: string | undefined } {
  const sentTotal = totalOf(document);
  const sentCurrency = currencyOf(document);
  const sentVendor = vendorOf(document);
  const vendorId = counterpart.vendorId ?? sentVendor;
  const differs = differenceOf({
    number: counterpart.number,
    word: wordOf(record, connection.system),
    system: systemOf(connection).name,
    wanted: sentTotal,
    total: counterpart.total,
    wantedCurrency: sentCurrency,
    currency: counterpart.currency,
    // The next comparison knows the names, and whether one was merged into the other.
    ...(sentVendor &&
      vendorId &&
      vendorId !== sentVendor && { vendor: { sent: named(sentVendor), there: named(vendorId) } }),
    state: counterpart.state,
    remark: counterpart.remark,
  });
  const said = differs?.says ?? counterpart.remark;
  const sentGross = grossOf(document);
  return { counterpart, sentTotal, sentGross, sentCurrency, sentVendor, differs: said };
}
