import { inCompany, type Scope } from "../../database/scope.ts";
import { kindOf, labelOf } from "../../kinds/index.ts";
import type { AnySnapshot, Kind, Need, Place } from "../../kinds/kind.ts";
import type { InErp } from "../../kinds/subject.ts";
import { addRecord } from "../../store/new-records.ts";
import { findRecord, type SyncRecord } from "../../store/records.ts";
import { newRecord } from "../detect/as-seen.ts";
import type { SyncParts } from "../parts.ts";
import { isFromBefore } from "./decide.ts";

export interface Blocked {
  waiting: string;
  isTakenBack?: true;
  isNothing?: true;
  /** What has to go first: a record, or a place in Procore where it has yet to be read. */
  first?: { record: SyncRecord } | { place: Place };
  /** What has to go first goes only when a person sends it. */
  isByHand?: true;
}

export interface Dependency {
  need: Need;
  record: SyncRecord;
}

/** `unread`: Procore may have it, but no record has needed it before. */
export type Dependencies = { found: Dependency[] } | { blocked: Blocked; unread?: Place };

/** The records found need not be in the ERP. */
export async function findDependencies(scope: Scope, record: SyncRecord): Promise<Dependencies> {
  const { companyId, connectionId } = record;
  const kind = kindOf(record);
  const found: Dependency[] = [];
  for (const need of kind.needs(kind.parse(record.snapshot))) {
    const { kind: name, procoreId } = need;
    const known =
      procoreId && (await findRecord(scope, { companyId, connectionId, kind: name, procoreId }));
    if (!known) return missing(record, need);
    found.push({ need, record: known });
  }
  return { found };
}

function missing({ companyId, projectId }: SyncRecord, need: Need): Dependencies {
  const { isMasterData, words } = kindOf(need);
  const { kind, procoreId } = need;
  if (procoreId === undefined) return { blocked: { waiting: need.missing } };
  if (isMasterData) {
    const unread = { companyId, kind, procoreId, projectId: null };
    return { blocked: { waiting: need.missing }, unread };
  }
  const place = { companyId, kind, procoreId, projectId };
  return { blocked: { waiting: `its ${words.one}`, first: { place } } };
}

/** False: Procore's directory does not have it, or hides it. */
export async function readMasterData(
  { db, procore }: SyncParts,
  { connectionId }: SyncRecord,
  place: Place,
): Promise<boolean> {
  const snapshot = await kindOf(place).fetch(procore, { place });
  if (!snapshot) return false;
  const fresh = newRecord({ connectionId }, place, snapshot);
  await inCompany(db, place.companyId, (scope) => addRecord(scope, fresh));
  return true;
}

export async function readDependencies(
  parts: SyncParts,
  record: SyncRecord,
): Promise<Dependencies> {
  const find = () =>
    inCompany(parts.db, record.companyId, (scope) => findDependencies(scope, record));
  const dependencies = await find();
  const unread = "unread" in dependencies ? dependencies.unread : undefined;
  const isRead = unread && (await readMasterData(parts, record, unread));
  return isRead ? readDependencies(parts, record) : dependencies;
}

export function findBlocking(dependencies: Dependency[]): Blocked | undefined {
  for (const { need, record } of dependencies) {
    const name = nameOf(kindOf(need), record);
    if (!record.erpId) {
      return isFromBefore(record) ? byHand(name, record) : { waiting: name, first: { record } };
    }
    if (isToBeMended(record)) return { waiting: name, first: { record } };
    if (takesNoBill(record)) {
      const { erpState, differs } = record;
      const why = differs ?? `its order is ${erpState} in the ERP: accounting opens it there`;
      const waiting =
        erpState === "pending_approval" ? `approval of ${name} in the ERP` : `${name}: ${why}`;
      return { waiting, first: { record }, isByHand: true };
    }
    if (isSentToFormerVendor(record)) {
      const waiting = `${name}, whose vendor was changed in Procore after it was sent`;
      return { waiting, first: { record } };
    }
    if (isForAnotherVendor(record)) {
      const waiting = `${name}, which is for another vendor in the ERP: accounting makes one of them right`;
      return { waiting, first: { record }, isByHand: true };
    }
    if (record.status !== "pending" && areUnheardOf(need, record)) {
      const waiting = `${name}, which no longer has lines in Procore that this bills: somebody corrects it there, or approves their change order again`;
      return { waiting, first: { place: record } };
    }
    if (lacksLines(need, record)) {
      const waiting = `${name}, which has lines that the ERP does not have yet`;
      // Success, but without these lines: it changed in Procore and no webhook came, so read it.
      return { waiting, first: record.status === "success" ? { place: record } : { record } };
    }
  }
  return undefined;
}

/** Call it only where `findBlocking` finds nothing: the ERP then has each record. */
export function neededByKind(dependencies: Dependency[]): Record<string, InErp> {
  return Object.fromEntries(
    dependencies.map(({ need, record }) => [need.kind, { ...record, erpId: record.erpId ?? "" }]),
  );
}

function nameOf({ isMasterData, words }: Kind<AnySnapshot>, record: SyncRecord): string {
  return isMasterData ? labelOf(record) : `${words.one} ${record.number}`;
}

/** A person asked to send it again, because its counterpart differs or is gone. */
function isToBeMended({ kind, status, isRequested, differs }: SyncRecord): boolean {
  return !kindOf({ kind }).isMasterData && status === "pending" && isRequested && differs !== null;
}

function byHand(name: string, record: SyncRecord): Blocked {
  return {
    waiting: `${name}, which is from before Crosstie: look whether the ERP has its order already, then press Sync now on it`,
    first: { record },
    isByHand: true,
  };
}

/** After a merge, the next comparison knows both as one. */
export function isForAnotherVendor({
  sentVendor,
  erpVendor,
}: Pick<SyncRecord, "sentVendor" | "erpVendor">): boolean {
  return sentVendor !== null && erpVendor !== null && sentVendor !== erpVendor;
}

const NOT_OPEN: (string | null)[] = ["pending_approval", "rejected", "closed", "gone"];

/** As the ERP last said. */
export const takesNoBill = ({ erpState }: Pick<SyncRecord, "erpState">) =>
  NOT_OPEN.includes(erpState);

/** Its order is the former vendor's still: no bill of the new one fits it. */
function isSentToFormerVendor(record: SyncRecord): boolean {
  const kind = kindOf(record);
  if (kind.isMasterData || record.sent === null) return false;
  return kind.head(kind.parse(record.sent)).vendorId !== record.vendorId;
}

/** The contract has lost them, or its change order is not approved any more. */
function areUnheardOf({ lines }: Need, record: SyncRecord): boolean {
  const kind = kindOf(record);
  const known = kind.lineKeys?.(kind.parse(record.snapshot));
  return known !== undefined && lines.some((line) => !known.includes(line));
}

function lacksLines({ lines }: Need, { erpLines }: SyncRecord): boolean {
  return lines.some((line) => erpLines[line] === undefined);
}
