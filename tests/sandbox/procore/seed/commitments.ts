import { Decimal } from "decimal.js";
import type { Commitment, LineItem, Project } from "../records.ts";
import { nextId, type ProcoreState } from "../state.ts";
import type { Dated } from "./calendar.ts";
import { BRITISH_TRADES, PURCHASES, SUBCONTRACTS, type Scope, type ScopeLine } from "./scopes.ts";

const SUBCONTRACT_STATUSES = [
  "Approved",
  "Draft",
  "Approved",
  "Out For Signature",
  "Approved",
  "Complete",
  "Draft",
];
const PURCHASE_STATUSES = ["Approved", "Draft", "Submitted", "Received", "Processing"];

/**
 * Size of each project's packages against the scope's own figures, and what a change of phase adds
 * to the title.
 */
const PLANS: { factor: string; phases: string[] }[] = [
  { factor: "1.74", phases: [""] },
  { factor: "0.83", phases: [""] },
  { factor: "0.46", phases: [""] },
  { factor: "0.95", phases: [""] },
];

/**
 * About sixty commitments of both kinds, numbered per project, each with a schedule of values that
 * sums to its total.
 */
export function seedCommitments(state: ProcoreState, dated: Dated): void {
  [...state.projects.values()].forEach((project, index) => {
    const isBritish = state.companies.get(project.companyId)?.zone === "uk01";
    const mine = (scopes: Scope[]) =>
      isBritish ? scopes.filter(({ vendor }) => vendor in BRITISH_TRADES) : scopes;
    const factor = new Decimal(PLANS[index]?.factor ?? "1");
    const subcontracts = mine(SUBCONTRACTS).slice(0, index === 2 ? 10 : undefined);
    subcontracts.forEach((scope, position) =>
      addCommitment(state, project, scope, { position, factor, turn: index, dated }),
    );
    mine(PURCHASES).forEach((scope, position) =>
      addCommitment(state, project, scope, { position, factor, turn: index, dated }),
    );
  });
}

interface Place {
  position: number;
  factor: Decimal;
  turn: number;
  dated: Dated;
}

function addCommitment(
  state: ProcoreState,
  project: Project,
  scope: Scope,
  { position, factor, turn, dated }: Place,
): void {
  const company = state.companies.get(project.companyId);
  const isSubcontract = scope.kind === "work_order_contract";
  const statuses = isSubcontract ? SUBCONTRACT_STATUSES : PURCHASE_STATUSES;
  const status = statuses[(position + turn) % statuses.length] ?? "Draft";
  const isSigned = ["Approved", "Complete", "Received"].includes(status);
  const createdAt = dated(
    `2026-0${2 + (position % 6)}-${String(3 + position).padStart(2, "0")}T17:${String(10 + position * 2).padStart(2, "0")}:00Z`,
  );
  const vendorName = company?.zone === "uk01" ? BRITISH_TRADES[scope.vendor] : scope.vendor;
  const commitment: Commitment = {
    id: nextId(state, company?.zone),
    companyId: project.companyId,
    projectId: project.id,
    kind: scope.kind,
    number: `${isSubcontract ? "SC" : "PO"}-${project.number}-${String(position + 1).padStart(3, "0")}`,
    title: scope.title,
    description: scope.description,
    vendorId:
      [...state.vendors.values()].find(
        ({ companyId, name }) => companyId === project.companyId && name === vendorName,
      )?.id ?? null,
    status,
    executed: isSigned,
    private: false,
    accessorIds: [],
    accountingMethod: isSubcontract ? "amount" : "unit",
    retainagePercent: isSubcontract ? "5.0" : "0.0",
    extra: isSubcontract
      ? {
          contract_date: createdAt.slice(0, 10),
          contract_start_date: project.startDate,
          contract_estimated_completion_date: project.completionDate,
          inclusions: "Labor, material, equipment and supervision for the complete scope.",
          exclusions: "Permit fees by others.",
        }
      : {
          contract_date: createdAt.slice(0, 10),
          delivery_date: dated("2026-12-04"),
          payment_terms: "Net 30",
          ship_via: "Supplier truck",
          ship_to_address: `${project.address}, ${project.city}`,
        },
    lines: scope.lines.map((line, at) => lineItem(state, project, { line, at, factor, createdAt })),
    currency: null,
    exchangeRate: 1,
    hiddenLineIds: [],
    detailLines: [],
    createdById: pmOf(state, project.companyId),
    originId: null,
    originCode: null,
    originData: null,
    createdAt,
    updatedAt: createdAt,
    deletedAt: null,
  };
  state.commitments.set(commitment.id, commitment);
}

function lineItem(
  state: ProcoreState,
  project: Project,
  {
    line,
    at,
    factor,
    createdAt,
  }: { line: ScopeLine; at: number; factor: Decimal; createdAt: string },
): LineItem {
  const [code, type, description, quantity, uom, unitCost] = line;
  const isLumpSum = uom === "ls";
  const units = isLumpSum ? new Decimal(1) : factor.times(quantity).ceil();
  const unit = isLumpSum ? factor.times(unitCost).toDecimalPlaces(0) : new Decimal(unitCost);
  return {
    id: nextId(state, state.companies.get(project.companyId)?.zone),
    position: at + 1,
    costCodeId:
      [...state.costCodes.values()].find(
        ({ projectId, fullCode }) => projectId === project.id && fullCode === code,
      )?.id ?? null,
    lineItemTypeId:
      [...state.lineItemTypes.values()].find(
        (candidate) => candidate.companyId === project.companyId && candidate.code === type,
      )?.id ?? null,
    description,
    quantity: units.toFixed(1),
    uom,
    unitCost: unit.toFixed(2),
    amount: units.times(unit).toFixed(2),
    extendedType: isLumpSum ? "manual" : "calculated",
    taxCodeId: null,
    originId: null,
    originData: null,
    createdAt,
    updatedAt: createdAt,
  };
}

function pmOf(state: ProcoreState, companyId: string): string {
  const people = [...state.users.values()];
  const member = people.find(
    (user) =>
      user.jobTitle.includes("Project Manager") &&
      user.memberships.some((at) => at.companyId === companyId),
  );
  return (
    (member ?? people.find((user) => user.memberships.some((at) => at.companyId === companyId)))
      ?.id ?? ""
  );
}
