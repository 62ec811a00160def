import type { Scope } from "../../../server/database/scope.ts";
import * as bills from "../../../server/store/bills.ts";
import * as projects from "../../../server/store/company-projects.ts";
import * as inUse from "../../../server/store/connections-in-use.ts";
import * as connections from "../../../server/store/connections.ts";
import * as cursors from "../../../server/store/cursors.ts";
import * as deliveries from "../../../server/store/deliveries.ts";
import * as failedReads from "../../../server/store/failed-reads.ts";
import * as held from "../../../server/store/held-back.ts";
import * as openRecords from "../../../server/store/open-records.ts";
import * as payments from "../../../server/store/payments.ts";
import * as serviceTokens from "../../../server/store/service-tokens.ts";
import * as aside from "../../../server/store/set-aside.ts";
import * as shown from "../../../server/store/shown-payments.ts";
import { clockCalls } from "./clock-calls.ts";
import { type Seeded } from "./seed-company.ts";
import { LONG_AGO } from "./seed-people.ts";

export type Call<S> = (scope: S, of: Seeded) => Promise<unknown>;

const tokens = { accessToken: "intruder", refreshToken: "intruder" };
const facts = {
  amount: "1",
  partOf: null,
  currency: null,
  date: "2026-02-02",
  method: "check",
  checkNumber: null,
  documentNumber: null,
  state: "paid",
} as const;
const refused = { reason: "intruder", whoseMove: "admin" } as const;
const figures = {
  currency: null,
  dated: null,
  dueDate: null,
  total: "1",
  unpaid: "1",
  unseen: "0",
};
const bill = { ...figures, settlements: [], heldAgainst: null, doubt: "intruder" };
const unread = ({ companyId, connectionId }: Seeded) => ({
  companyId,
  connectionId,
  kind: "requisition",
  isList: false,
  procoreId: "502",
  projectId: "77",
});
const cursor = ({ companyId, connectionId }: Seeded) => ({
  companyId,
  connectionId,
  name: "payments",
});

/** How to call each function that takes a company's scope, but for those of records. */
export const companyCalls: Record<string, Call<Scope>> = {
  ...clockCalls,
  saveBill: (scope, of) => bills.saveBill(scope, { ...of, ...bill }),
  billsOf: (scope, of) => bills.billsOf(scope, of.companyId, [of.recordId]),
  recordsOfBills: (scope, of) => bills.recordsOfBills(scope, of, ["9001"]),
  billsToAskAgain: bills.billsToAskAgain,
  billsToCompare: (scope, of) => bills.billsToCompare(scope, of, { after: "0", limit: 9 }),
  doubtfulBills: (scope, of) => bills.doubtfulBills(scope, of, 9),
  firstBillAt: bills.firstBillAt,

  companyProjects: (scope, of) => projects.companyProjects(scope, of.companyId),
  chosenProjects: (scope, of) => projects.chosenProjects(scope, of.companyId),
  findCompanyProject: (scope, of) => projects.findCompanyProject(scope, of.companyId, "77"),
  saveCompanyProjects: (scope, of) => projects.saveCompanyProjects(scope, of.companyId, []),
  chooseProjects: (scope, of) => projects.chooseProjects(scope, of.companyId, ["88"]),
  chooseAnew: (scope, of) => projects.chooseAnew(scope, of.companyId),
  forgetChosen: (scope, of) => projects.forgetChosen(scope, of.companyId, "88"),

  saveConnection: (scope, { companyId }) =>
    connections.saveConnection(scope, {
      companyId,
      system: "another",
      role: "erp",
      credentials: "intruder",
      shown: {},
      summary: "",
      choices: {},
    }),
  dropCredentials: (scope, of) => connections.dropCredentials(scope, of.companyId),
  countInErp: connections.countInErp,
  saveSettings: (scope, of) =>
    connections.saveSettings(
      scope,
      { ...of.connection, settings: connections.firstSettings },
      { automaticSync: true },
    ),
  saveCheck: (scope, of) =>
    connections.saveCheck(scope, of.connection, {
      choices: { intruder: [] },
      wanted: [],
      missing: [],
    }),
  markConnection: (scope, of) =>
    connections.markConnection(scope, of.connection, { status: "broken", summary: "intruder" }),
  findConnection: (scope, of) => inUse.findConnection(scope, of.companyId),
  connectionInUse: (scope, of) => inUse.connectionInUse(scope, of.companyId),
  connectionById: inUse.connectionById,
  connectionsOf: (scope, of) => inUse.connectionsOf(scope, of.companyId),
  inUse: (scope, of) => inUse.inUse(scope, of.companyId),

  readCursor: (scope, of) => cursors.readCursor(scope, cursor(of)),
  cursorsOf: cursors.cursorsOf,
  dropListCursors: (scope, of) => cursors.dropListCursors(scope, of),
  dropCursor: (scope, of) => cursors.dropCursor(scope, cursor(of)),
  moveCursor: (scope, of) => cursors.moveCursor(scope, cursor(of), "intruder"),

  toldColumns: (scope, { companyId }) =>
    scope
      .from(scope.raw("(select 1) as one"))
      .joinRaw("left join records on false")
      .first(
        deliveries.toldColumns(scope, {
          companyId,
          resources: { whole: ["Requisitions"], parts: ["Requisition Items"] },
          resourceId: "501",
        }),
      ),

  noteFailedRead: (scope, of) => failedReads.noteFailedRead(scope, unread(of), refused),
  forgetFailedRead: (scope, of) => failedReads.forgetFailedRead(scope, unread(of)),
  recordsToReadAgain: (scope, of) => failedReads.recordsToReadAgain(scope, { ...of, limit: 9 }),
  failedLists: failedReads.failedLists,
  failedReadsOf: (scope, of) => failedReads.failedReadsOf(scope, of.companyId),

  setAside: (scope, { companyId }) =>
    aside.setAside(scope, { companyId, problem: "intruder", payload: "intruder" }),
  setAsideKept: (scope, { companyId, word }) =>
    aside.setAsideKept(scope, { companyId, deliveryId: `${word}-waits`, problem: "intruder" }),

  heldBack: held.heldBack,
  pendingRecords: (scope, of) => openRecords.pendingRecords(scope, of, { after: "0", limit: 9 }),
  forgetRequests: openRecords.forgetRequests,

  paymentsOfRecords: (scope, of) => payments.paymentsOfRecords(scope, of.companyId, [of.recordId]),
  billsOfPayments: (scope, of) => payments.billsOfPayments(scope, of, ["8001"]),
  keepPayment: (scope, { companyId, recordId }) =>
    payments.keepPayment(scope, {
      companyId,
      recordId,
      erpPaymentId: "8001",
      billId: "9001",
      ...facts,
    }),
  voidPayment: (scope, of) => payments.voidPayment(scope, of.payment),
  beginPaymentAttempt: (scope, of) => shown.beginPaymentAttempt(scope, of.payment, 1_000),
  endPaymentAttempt: (scope, of) =>
    shown.endPaymentAttempt(scope, of.payment, { landsUntil: LONG_AGO, earlier: new Date() }),
  shownSoFar: (scope, of) => shown.shownSoFar(scope, { ...of, parent: "commitment:400" }),
  nextPaymentLook: (scope, of) => shown.nextPaymentLook(scope, { ...of, parent: "commitment:400" }),
  linkPayment: (scope, of) =>
    shown.linkPayment(scope, of.payment, { procorePaymentId: "1", adopted: null }),
  markPaymentShown: (scope, of) =>
    shown.markPaymentShown(scope, of.payment, { procorePaymentId: "1", procoreNumber: 1 }),
  showAgain: (scope, of) => shown.showAgain(scope, of.payment, "intruder"),
  notePaymentProblem: (scope, of) => shown.notePaymentProblem(scope, of.payment, "intruder"),
  paymentsToShow: (scope, of) => shown.paymentsToShow(scope, { ...of, parent: "commitment:400" }),
  parentsOfPaymentsToShow: shown.parentsOfPaymentsToShow,
  contractsWithPayments: shown.contractsWithPayments,
  doubtfulPayments: shown.doubtfulPayments,

  findServiceToken: (scope, of) => serviceTokens.findServiceToken(scope, of.companyId),
  lockServiceToken: (scope, of) => serviceTokens.lockServiceToken(scope, of.companyId),
  saveServiceToken: (scope, of) =>
    serviceTokens.saveServiceToken(scope, of.companyId, { ...tokens, expiresAt: LONG_AGO }),
  dropServiceToken: (scope, of) => serviceTokens.dropServiceToken(scope, of.companyId),
};
