import { Decimal } from "decimal.js";
import type { Commitment, Project, Requisition, RequisitionStatus } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";

const MONTHS = [
  { start: "2026-08-01", end: "2026-08-31", due: "2026-09-10", closed: true },
  { start: "2026-09-01", end: "2026-09-30", due: "2026-10-10", closed: true },
  { start: "2026-10-01", end: "2026-10-31", due: "2026-11-10", closed: false },
];

/**
 * Per invoiced commitment: the status of each month's invoice and whether somebody typed its
 * payment in by hand.
 */
const HISTORIES: { statuses: RequisitionStatus[]; paidByHand: boolean }[] = [
  { statuses: ["approved", "under_review"], paidByHand: true },
  { statuses: ["approved", "approved", "draft"], paidByHand: true },
  { statuses: ["under_review"], paidByHand: false },
  { statuses: ["approved_as_noted", "revise_and_resubmit"], paidByHand: true },
];

export function seedInvoices(state: ProcoreState, dated: Dated): void {
  for (const project of state.projects.values()) addPeriods(state, project, dated);
  for (const project of [...state.projects.values()].filter(
    ({ stage }) => stage === "Course of Construction",
  )) {
    const invoiced = [...state.commitments.values()].filter(
      ({ projectId, status, kind }) =>
        projectId === project.id && status === "Approved" && kind === "work_order_contract",
    );
    const histories = project.number === "24-011" ? HISTORIES : HISTORIES.slice(2);
    histories.forEach((history, at) => {
      const commitment = invoiced[at];
      if (commitment) addHistory(state, commitment, { ...history, dated });
    });
  }
}

function addPeriods(state: ProcoreState, project: Project, dated: Dated): void {
  MONTHS.forEach(({ start, end, due, closed }, at) => {
    const id = nextId(state, zoneOf(state, project.companyId));
    const stamp = dated(`${start}T15:00:00Z`);
    state.billingPeriods.set(id, {
      id,
      projectId: project.id,
      startDate: dated(start),
      endDate: dated(end),
      dueDate: dated(due),
      position: at + 1,
      status: closed ? "closed" : "open",
      createdAt: stamp,
      updatedAt: stamp,
    });
  });
}

function addHistory(
  state: ProcoreState,
  commitment: Commitment,
  { statuses, paidByHand, dated }: (typeof HISTORIES)[number] & { dated: Dated },
): void {
  statuses.forEach((status, at) => {
    const requisition = addRequisition(state, commitment, status, at);
    if (paidByHand && at === 0) addPaymentByHand(state, requisition, dated("2026-09-25T20:05:00Z"));
  });
}

function addRequisition(
  state: ProcoreState,
  commitment: Commitment,
  status: RequisitionStatus,
  at: number,
): Requisition {
  const zone = zoneOf(state, commitment.companyId);
  const period = [...state.billingPeriods.values()].find(
    ({ projectId, position }) => projectId === commitment.projectId && position === at + 1,
  );
  if (!period) throw new Error("a history has more invoices than there are periods");
  const { startDate, endDate: end } = period;
  const requisition: Requisition = {
    id: nextId(state, zone),
    companyId: commitment.companyId,
    projectId: commitment.projectId,
    commitmentId: commitment.id,
    number: at + 1,
    invoiceNumber: `${commitment.number.slice(-3)}-${String(at + 1).padStart(2, "0")}`,
    periodId: period.id,
    requisitionStart: startDate,
    requisitionEnd: end,
    billingDate: end,
    dueDate: null,
    status,
    final: false,
    paymentDate: null,
    submittedAt: status === "draft" ? null : end,
    createdById: commitment.createdById,
    items: commitment.lines.map((line) => ({
      id: nextId(state, zone),
      kind: "contract_item" as const,
      lineItemId: line.id,
      quantityThisPeriod:
        commitment.accountingMethod === "unit"
          ? new Decimal(line.quantity).times(at === 0 ? "0.20" : "0.15").toFixed(4)
          : "0.0",
      workCompletedThisPeriod: new Decimal(line.amount)
        .times(at === 0 ? "0.20" : "0.15")
        .toFixed(2),
      materialsPresentlyStored: "0.00",
      workRetainageThisPeriod: new Decimal(line.amount)
        .times(at === 0 ? "0.20" : "0.15")
        .times(commitment.retainagePercent)
        .div(100)
        .toFixed(2),
      materialsRetainage: "0.00",
      workRetainageReleased: "0.00",
      subcontractorClaimedAmount: null,
      status: status.startsWith("approved") ? "approved" : "no_action",
      comment: null,
    })),
    attachments: [],
    originId: null,
    originData: null,
    createdAt: `${end}T18:20:00Z`,
    updatedAt: `${end}T18:20:00Z`,
  };
  state.requisitions.set(requisition.id, requisition);
  return requisition;
}

function addPaymentByHand(state: ProcoreState, requisition: Requisition, at: string): void {
  const { companyId, projectId, commitmentId: contractId } = requisition;
  const id = nextId(state, zoneOf(state, companyId));
  const billed = requisition.items.reduce(
    (sum, item) => sum.plus(item.workCompletedThisPeriod).minus(item.workRetainageThisPeriod),
    new Decimal(0),
  );
  state.payments.set(id, {
    id,
    companyId,
    projectId,
    contractId,
    requisitionId: requisition.id,
    amount: billed.toFixed(2),
    date: at.slice(0, 10),
    paymentMethod: "check",
    checkNumber: "20418",
    invoiceNumber: requisition.invoiceNumber,
    invoiceDate: requisition.billingDate,
    paymentNumber: 1,
    drawRequestNumber: null,
    notes: "Entered by hand before the accounting link.",
    attachments: [],
    originId: null,
    originData: null,
    createdAt: at,
    updatedAt: at,
  });
}

function zoneOf(state: ProcoreState, companyId: string): string | undefined {
  return state.companies.get(companyId)?.zone;
}
