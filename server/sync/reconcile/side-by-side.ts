import { systemOf } from "../../connectors/index.ts";
import { inCompany } from "../../database/scope.ts";
import { AppError, ConflictError, NotFoundError } from "../../errors.ts";
import { labelOf, masterDataKinds } from "../../kinds/index.ts";
import type { Connection } from "../../store/connections.ts";
import { counterpartsToCompare } from "../../store/counterparts.ts";
import { recordToPush } from "../../store/record-pushes.ts";
import { getRecord, type SyncRecord } from "../../store/records.ts";
import { readRecord } from "../detect/read-record.ts";
import { openConnector, payablesOf } from "../open-connector.ts";
import type { SyncParts } from "../parts.ts";
import { sentenceOf } from "../push/decide.ts";
import { vendorCheck } from "../push/other-vendor.ts";
import { preparePush } from "../push/prepare-push.ts";
import { connectionOf } from "../push/request-push.ts";
import { differenceSeen } from "./difference-seen.ts";
import { lookAtCounterparts, type Seen } from "./look-at-counterparts.ts";
import { type BothRow, rowsOf } from "./side-by-side-rows.ts";
import { type WantedDocument, type Ways, waysOut } from "./ways-out.ts";

/** Both systems' values of one record, read now. */
export interface SideBySide extends Ways {
  system: string;
  /** In a sentence; null: nothing differs by now. */
  says: string | null;
  /** ISO 4217; null: neither says it. */
  currency: string | null;
  rows: BothRow[];
  /** Stands for exactly these values. */
  mark: string;
}

/** Throws a ConflictError where there is nothing to compare it with. */
export async function sideBySide(parts: SyncParts, asked: SyncRecord): Promise<SideBySide> {
  const connection = await connectionOf(parts, asked);
  const record = await readAnew(parts, connection, asked);
  const wanted = await wantedDocument(parts, record);
  const seen = await seenNow(parts, connection, record);
  const { name: system } = systemOf(connection);
  const { difference, mark } = differenceSeen(connection, record, seen);
  const waiting = record.status === "desynchronized" ? record.waiting : null;
  return {
    system,
    says: waiting ?? difference?.says ?? record.differs,
    currency: seen.standing?.currency ?? record.currency ?? record.erpCurrency,
    rows: rowsOf({ record, document: wanted.document, seen }),
    mark: mark ?? `${seen.state} ${record.pushedAt?.toISOString()}`,
    ...waysOut({ connection, record, seen, about: difference?.about, wanted }),
  };
}

/** As Procore has it now; a change is noted as any other. */
async function readAnew(
  parts: SyncParts,
  connection: Connection,
  { companyId, recordId, ...asked }: SyncRecord,
): Promise<SyncRecord> {
  if (!asked.isDeleted) {
    await readRecord(parts, connection, { place: { companyId, ...asked } });
  }
  const now = await inCompany(parts.db, companyId, (scope) =>
    getRecord(scope, companyId, recordId),
  );
  if (!now) throw new NotFoundError("This record is gone.");
  return now;
}

async function wantedDocument({ db }: SyncParts, record: SyncRecord): Promise<WantedDocument> {
  if (record.isDeleted) {
    const whyNot = `${labelOf(record)} was deleted in Procore: nothing more of it is sent.`;
    return { document: undefined, whyNot };
  }
  return inCompany(db, record.companyId, async (scope) => {
    const found = await recordToPush(scope, record);
    if (!found) throw new NotFoundError("This record is gone.");
    const asked = { ...found, record: { ...found.record, isRequested: true } };
    const made = await preparePush(scope, asked).catch((error: unknown) => {
      if (error instanceof AppError) return { whyNot: error.message };
      throw error;
    });
    if ("prepared" in made) return { document: made.prepared.document, whyNot: undefined };
    const whyNot =
      "blocked" in made ? sentenceOf({ isReady: false, ...made.blocked }) : made.whyNot;
    return { document: undefined, whyNot };
  });
}

async function seenNow(
  parts: SyncParts,
  connection: Connection,
  record: SyncRecord,
): Promise<Seen> {
  const { companyId, recordId } = record;
  const page = { after: "0", limit: 1, vendorKinds: masterDataKinds(), recordIds: [recordId] };
  const [counterpart] = await inCompany(parts.db, companyId, (scope) =>
    counterpartsToCompare(scope, connection, page),
  );
  if (!counterpart) {
    throw new ConflictError(`${labelOf(record)} has nothing in the ERP to be compared with.`);
  }
  const connector = openConnector(parts, connection);
  const checkVendor = vendorCheck(payablesOf(connector));
  const looking = { connection, connector, checkVendor };
  const [seen] = await lookAtCounterparts(parts, looking, [counterpart]);
  // Queries do not show it, though its record is there.
  return seen ?? { record: counterpart, state: "out of sight" };
}
