import { inCompany } from "../../database/scope.ts";
import { systemOf } from "../../connectors/index.ts";
import {
  AppError,
  CredentialsRefusedError,
  RemoteError,
  UnknownOutcomeError,
} from "../../errors.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import { log } from "../../log.ts";
import { markConnection } from "../../store/connections.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import { findRecord, type SyncRecord, updateRecord } from "../../store/records.ts";
import { explainFailure } from "../explain-failure.ts";
import type { SyncParts } from "../parts.ts";
import { notePause, settleFailure } from "./settle-push.ts";

interface Failed {
  /** As it was read before the write began. */
  record: SyncRecord;
  error: unknown;
  isLastTry: boolean;
}

/** Goes on later by itself (rethrown, the job tries again) or needs a person (recorded as failed). */
export async function afterFailure(
  parts: SyncParts,
  { record, error, isLastTry }: Failed,
): Promise<undefined> {
  const connection = await inCompany(parts.db, record.companyId, (scope) =>
    connectionById(scope, record),
  );
  const isOutcomeUnknown = error instanceof UnknownOutcomeError;
  // Uninstalled meanwhile: nobody waits for the write any more, whoever comes next may look at once.
  if (!connection) return void (await notePause(parts, { record, isOutcomeUnknown }));
  const system = systemOf(connection).name;
  const isRemote = error instanceof RemoteError;
  if (isOutcomeUnknown || (isRemote && error.retryable && !isLastTry)) {
    const waiting = isOutcomeUnknown
      ? `${system}'s answer was lost: looking it up before anything is sent again`
      : `${error.system} to answer: ${error.reason}`;
    await notePause(parts, { record, waiting, isOutcomeUnknown });
    throw error;
  }
  if (error instanceof CredentialsRefusedError && error.system === system) {
    const broken = { status: "broken", summary: error.reason } as const;
    await inCompany(parts.db, record.companyId, (scope) =>
      markConnection(scope, connection, broken),
    );
  }
  if (isRemote && !error.retryable) await forgetVanished(parts, record, error);
  const failure = explainFailure(error, { label: labelOf(record), system, now: new Date() });
  await settleFailure(parts, { record, failure, goesOn: isRemote && error.retryable });
  if (!(error instanceof AppError)) {
    log.error(
      { err: error, recordId: record.recordId },
      "a push failed for a reason nobody foresaw",
    );
  }
}

/** The ERP no longer knows the vendor that we remembered: the next try looks for it by name again. */
async function forgetVanished(
  { db }: SyncParts,
  record: SyncRecord,
  error: RemoteError,
): Promise<void> {
  if (error.refusal?.meaning !== "vendor_unknown") return;
  const kind = kindOf(record);
  const needs = kind.needs(kind.parse(record.snapshot));
  await inCompany(db, record.companyId, async (scope) => {
    for (const { kind: name, procoreId } of needs) {
      if (!procoreId || !kindOf({ kind: name }).isMasterData) continue;
      const needed = await findRecord(scope, { ...record, kind: name, procoreId });
      if (needed) await updateRecord(scope, needed, { erpId: null, toldAt: null });
    }
  });
}
