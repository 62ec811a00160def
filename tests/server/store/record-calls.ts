import type { AcrossScope, Scope } from "../../../server/database/scope.ts";
import { production } from "../../../server/durations.ts";
import * as across from "../../../server/store/across-companies.ts";
import * as attempts from "../../../server/store/attempts.ts";
import * as auditChains from "../../../server/store/audit-chains.ts";
import * as awaited from "../../../server/store/awaited.ts";
import * as numbers from "../../../server/store/bill-numbers.ts";
import * as counterparts from "../../../server/store/counterparts.ts";
import * as erasures from "../../../server/store/erasures.ts";
import * as known from "../../../server/store/known-objects.ts";
import * as fresh from "../../../server/store/new-records.ts";
import * as reconciled from "../../../server/store/reconciled.ts";
import * as grid from "../../../server/store/record-grid.ts";
import * as lists from "../../../server/store/record-lists.ts";
import * as pushes from "../../../server/store/record-pushes.ts";
import * as records from "../../../server/store/records.ts";
import type { SyncRecord } from "../../../server/store/records.ts";
import * as sealed from "../../../server/store/sealed-values.ts";
import * as told from "../../../server/store/told-records.ts";
import * as moving from "../../../server/store/under-way.ts";
import type { Call } from "./calls.ts";
import type { Seeded } from "./seed-company.ts";

const resources = { whole: ["Requisitions"], parts: [] };
const page = { after: "0", limit: 9 };
const object = ({ companyId, connectionId }: Seeded) => ({
  companyId,
  connectionId,
  kind: "requisition",
  procoreId: "501",
});
const anew = (of: Seeded) => ({
  ...object(of),
  procoreId: "599",
  projectId: "77",
  parent: null,
  document: "bill",
  vendorId: null,
  number: "intruder",
  title: "intruder",
  snapshot: {},
  seenAt: new Date(),
});
const foreignRow: reconciled.Reconciled = {
  projectId: "77",
  projectName: "intruder",
  kind: "commitment",
  procoreId: "400",
  recordId: null,
  number: "intruder",
  title: "intruder",
  vendorName: null,
  currency: "USD",
  figures: {
    contract: ["1", "1"],
    billed: ["1", "1"],
    paid: ["1", "1"],
    retained: ["1", null],
  },
  reasons: [],
  differs: [],
  readAt: new Date(),
};
const delivery = ({ companyId, word }: Seeded) => ({
  companyId,
  deliveryId: `${word}-waits`,
  resourceName: "Requisitions",
  resourceId: "501",
  projectId: null,
  event: "create",
  userId: null,
  sourceApplicationId: null,
  sourceUserId: null,
  related: [],
  happenedAt: "2026-02-02T00:00:00Z",
});

/** How to call each function on records that takes a company's scope. */
export const recordCalls: Record<string, Call<Scope>> = {
  projectsOfRecords: (scope, { companyId, recordId }) =>
    lists.projectsOfRecords(scope, { companyId, recordIds: [recordId] }),
  recordsUnder: (scope, of) => lists.recordsUnder(scope, { ...of, parent: "commitment:400" }),
  lockWaitingFor: (scope, of) => lists.lockWaitingFor(scope, { ...of, waitingFor: "vendor:300" }),
  recordsOfProject: (scope, of) => lists.recordsOfProject(scope, { ...of, projectId: "77" }),
  listGrid: (scope, { companyId }) => grid.listGrid(scope, { companyId }, { limit: 9 }),
  countGrid: (scope, { companyId }) => grid.countGrid(scope, { companyId }),
  eventsOfRecord: (scope, of) => grid.eventsOfRecord(scope, of, 9),
  saveReconciled: (scope, of) => reconciled.saveReconciled(scope, of, [foreignRow]),
  forgetReconciled: (scope, of) => reconciled.forgetReconciled(scope, { ...of, runId: "0" }),
  listReconciled: (scope, of) => reconciled.listReconciled(scope, of, { after: 0, limit: 9 }),
  countReconciled: (scope, of) => reconciled.countReconciled(scope, of),
  totalsByProject: (scope, of) => reconciled.totalsByProject(scope, of),
  findRecords: (scope, of) => lists.findRecords(scope, { ...object(of), procoreIds: ["501"] }),
  livingRecords: (scope, of) => lists.livingRecords(scope, { ...object(of), projectId: "77" }),
  takePartsState: (scope, of) =>
    lists.takePartsState(scope, [{ ...object(of), partsState: "intruder" }]),
  lastChangeByProject: lists.lastChangeByProject,

  numberHolders: (scope, of) => {
    const wanted = { vendorId: "9300", numbers: ["1"] };
    return numbers.numberHolders(scope, { ...of.record, recordId: "0" }, wanted);
  },
  invoicesNamed: async (scope, { record }) => [
    ...(await numbers.invoicesNamed(scope, { ...record, recordId: "0" }, [record.number])),
  ],
  takeNumber: (scope, of) =>
    numbers.takeNumber(scope, of.record, { vendorId: "9300", number: "intruder", own: "1" }),

  sentBeside: (scope, of) => counterparts.sentBeside(scope, { ...of.record, recordId: "0" }),
  counterpartsAmong: (scope, of) => counterparts.counterpartsAmong(scope, of, ["9001", "5001"]),
  counterpartsToCompare: (scope, of) =>
    counterparts.counterpartsToCompare(scope, of, { ...page, vendorKinds: [of.record.kind] }),
  forgetCounterpart: (scope, of) => counterparts.forgetCounterpart(scope, object(of), "9001"),
  writtenFor: (scope, of) => counterparts.writtenFor(scope, { ...of, vendorId: "300" }, 20),

  beginPush: (scope, of) => pushes.beginPush(scope, of.record, production),
  recordToPush: (scope, of) => pushes.recordToPush(scope, of),
  releaseWaiting: (scope, of) => pushes.releaseWaiting(scope, { ...of, waitingFor: "vendor:300" }),
  settlePush: (scope, { record, activityId }) =>
    pushes.settlePush(
      scope,
      { record, begunAt: record.attemptingSince!, upTo: activityId, waitingFor: "requisition:501" },
      { erpId: "1", status: "success" },
    ),

  findRecord: (scope, of) => records.findRecord(scope, object(of)),
  lockRecord: (scope, of) => records.lockRecord(scope, object(of)),
  getRecord: (scope, of) => records.getRecord(scope, of.companyId, of.recordId),
  lockRecordById: (scope, of) => records.lockRecordById(scope, of.companyId, of.recordId),
  addRecord: (scope, of) => fresh.addRecord(scope, anew(of)),
  addRecords: (scope, of) => fresh.addRecords(scope, [anew(of)]),
  updateRecord: (scope, of) => records.updateRecord(scope, of, { title: "intruder" }),

  awaitedBy: (scope, { companyId, recordId }) =>
    awaited.awaitedBy(scope, { companyId, recordIds: [recordId] }),
  withAwaited: async (scope, of) => {
    const { kind, procoreId, ...company } = object(of);
    const waits = { ...company, waitingFor: `${kind}:${procoreId}` } as SyncRecord;
    return (await moving.withAwaited(scope, [waits], [kind])).slice(1);
  },
  knownObject: (scope, of) =>
    known.knownObject(scope, { ...object(of), projectId: "77" }, resources),
  lockObject: (scope, of) => known.lockObject(scope, object(of), { resources }),

  recordsToTell: (scope, of) => told.recordsToTell(scope, { ...of, projectId: "77" }),
  projectsToTell: told.projectsToTell,
  tellAtOnce: told.tellAtOnce,
  markTold: (scope, { companyId, recordId }) =>
    told.markTold(scope, companyId, [{ recordId, erpId: "9001" }]),
};

/** How to call each function that goes over all companies. */
export const acrossCalls: Record<string, Call<AcrossScope>> = {
  recordDeliveries: (scope, of) =>
    across.recordDeliveries(scope, [
      { delivery: { ...delivery(of), deliveryId: "intruder" }, payload: "{}" },
    ]),
  recordQueuedDeliveries: (scope, of) =>
    across.recordQueuedDeliveries(scope, [
      { delivery: { ...delivery(of), deliveryId: "intruder" }, payload: "{}" },
    ]),
  oldestWaiting: across.oldestWaiting,
  takeWaitingDeliveries: (scope) => across.takeWaitingDeliveries(scope, 9),
  dropOldAttempts: (scope) => attempts.dropOldAttempts(scope, new Date()),
  dropOldDeliveries: (scope) => across.dropOldDeliveries(scope, new Date()),
  statusesOf: (scope, of) => across.statusesOf(scope, [of.companyId]),
  dropEarlierSecrets: across.dropEarlierSecrets,
  claimErasures: erasures.claimErasures,
  dropExpired: across.dropExpired,
  peopleWhoLeft: (scope) => across.peopleWhoLeft(scope, 9),
  claimDueTasks: (scope) => across.claimDueTasks(scope, { pollMs: 1000, limit: 9 }),
  strandedRecords: (scope, of) => across.strandedRecords(scope, [of], page),
  installedCompanies: auditChains.installedCompanies,
  countSealed: sealed.countSealed,
  someSealed: (scope) => sealed.someSealed(scope, { sealedWith: "old", each: 9 }),
  sealedOtherwise: (scope) =>
    sealed.sealedOtherwise(scope, "connections.credentials", {
      sealsWith: "v2.new",
      after: "",
      limit: 9,
    }),
  unknownOutcomes: (scope) => across.unknownOutcomes(scope, new Date(), page),
};
