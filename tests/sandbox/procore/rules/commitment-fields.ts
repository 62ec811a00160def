import { PURCHASE_ORDER_STATUSES, WORK_ORDER_STATUSES, type Commitment } from "../records.ts";
import type { Fields } from "../rest/call.ts";
import { invalid } from "../rest/refusal.ts";
import { readId } from "../rest/wire.ts";
import type { ProcoreState } from "../state.ts";
import { applyOrigin, ORIGIN_FIELDS } from "./origin.ts";
import {
  readChoice,
  readDate,
  readDecimal,
  readFlag,
  readReference,
  readText,
  refuseUnknown,
} from "./read-field.ts";

const DATES = [
  "contract_date",
  "execution_date",
  "issued_on_date",
  "returned_date",
  "signed_contract_received_date",
];
const TEXTS = ["approval_letter_date", "letter_of_intent_date"];
const OF_KIND: Record<Commitment["kind"], { dates: string[]; texts: string[] }> = {
  work_order_contract: {
    dates: ["actual_completion_date", "contract_estimated_completion_date", "contract_start_date"],
    texts: ["inclusions", "exclusions"],
  },
  purchase_order_contract: {
    dates: ["delivery_date"],
    texts: ["bill_to_address", "payment_terms", "ship_to_address", "ship_via"],
  },
};
const ACCEPTED_UNKEPT = [
  "id",
  "invoice_contact_user_ids",
  "drawing_revision_ids",
  "file_version_ids",
  "form_ids",
  "image_ids",
  "upload_ids",
  "assignee_id",
];
const PLAIN = [
  "number",
  "title",
  "description",
  "status",
  "vendor_id",
  "executed",
  "private",
  "accessor_ids",
  "accounting_method",
  "retainage_percent",
  "currency_exchange_rate",
  "currency_iso_code",
];

const LOCKING_STATUSES = ["Approved", "Complete"];

/** Writes what a create, update or sync may set. Attribute names are Procore's. */
export function applyCommitmentFields(
  state: ProcoreState,
  commitment: Commitment,
  fields: Fields,
): void {
  const { dates, texts } = OF_KIND[commitment.kind];
  refuseUnknown(fields, [
    ...DATES,
    ...TEXTS,
    ...dates,
    ...texts,
    ...ACCEPTED_UNKEPT,
    ...PLAIN,
    ...ORIGIN_FIELDS,
  ]);
  const isLocked = isApprovedAndLocked(state, commitment);
  commitment.number = readText(fields, "number") ?? commitment.number;
  commitment.title = readText(fields, "title") ?? commitment.title;
  commitment.description = readText(fields, "description") ?? commitment.description;
  commitment.status =
    readChoice(
      fields,
      "status",
      commitment.kind === "work_order_contract" ? WORK_ORDER_STATUSES : PURCHASE_ORDER_STATUSES,
    ) ?? commitment.status;
  commitment.executed = readFlag(fields, "executed") ?? commitment.executed;
  commitment.private = readFlag(fields, "private") ?? commitment.private;
  commitment.accessorIds = readAccessors(state, commitment, fields) ?? commitment.accessorIds;
  commitment.accountingMethod =
    readChoice(fields, "accounting_method", ["amount", "unit"]) ?? commitment.accountingMethod;
  commitment.retainagePercent =
    readDecimal(fields, "retainage_percent", 1) ?? commitment.retainagePercent;
  applyCurrency(state, commitment, fields);
  const vendorId = readReference(fields, "vendor_id");
  if (vendorId !== undefined && vendorId !== commitment.vendorId) {
    if (vendorId !== null && state.vendors.get(vendorId)?.companyId !== commitment.companyId) {
      throw invalid("vendor_id", "is not a vendor of this company");
    }
    if (isLocked) throw lockedCommitment("company");
    commitment.vendorId = vendorId;
  }
  for (const name of [...DATES, ...dates]) {
    if (name in fields) commitment.extra[name] = readDate(fields, name) ?? null;
  }
  for (const name of [...TEXTS, ...texts]) {
    if (name in fields) commitment.extra[name] = readText(fields, name) ?? null;
  }
  applyOrigin(commitment, fields, () => sameKind(state, commitment));
}

/** Procore takes these only with the feature for several currencies on. */
function applyCurrency(state: ProcoreState, commitment: Commitment, fields: Fields): void {
  if (!state.companies.get(commitment.companyId)?.isMulticurrency) return;
  const currency = readText(fields, "currency_iso_code");
  if (currency && !/^[A-Z]{3}$/.test(currency)) {
    throw invalid("currency_iso_code", "is not an ISO code of a currency");
  }
  if (currency !== undefined) commitment.currency = currency;
  const rate = readDecimal(fields, "currency_exchange_rate", 6);
  if (rate !== undefined) commitment.exchangeRate = Number.parseFloat(rate);
}

function readAccessors(
  state: ProcoreState,
  { projectId, companyId }: Commitment,
  { accessor_ids: asked }: Fields,
): string[] | undefined {
  if (asked === undefined) return undefined;
  const ids = Array.isArray(asked) ? asked.map(readId) : [null];
  const isOnProject = (id: string) =>
    state.users
      .get(id)
      ?.memberships.some(
        (at) => at.companyId === companyId && (at.isCompanyAdmin || projectId in at.projects),
      ) ?? false;
  return ids.map((id) => {
    if (id === null || !isOnProject(id)) {
      throw invalid("accessor_ids", "is not a list of users of this project");
    }
    return id;
  });
}

export function isApprovedAndLocked(
  state: ProcoreState,
  { originId, status }: Commitment,
): boolean {
  return state.locksApprovedCommitments && originId !== null && LOCKING_STATUSES.includes(status);
}

export const lockedCommitment = (what: string) =>
  invalid(
    "base",
    `The ${what} of this commitment cannot be changed while it is approved and synced with ERP`,
  );

function sameKind(state: ProcoreState, { kind, companyId }: Commitment): Commitment[] {
  return [...state.commitments.values()].filter(
    (other) => other.kind === kind && other.companyId === companyId && other.deletedAt === null,
  );
}
