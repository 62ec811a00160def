import { Decimal } from "decimal.js";
import { kindOf, labelOf } from "../../../kinds/index.ts";
import { isWhole } from "../../../kinds/kind.ts";
import type { FigureName, Reason } from "../../../store/reconciled.ts";
import type { SyncRecord } from "../../../store/records.ts";
import type { Difference } from "../../push/counterpart-differs.ts";
import { paymentReasons } from "./explain-payments.ts";
import type { Whole } from "./row-of.ts";

/** Why its figures differ, in words. A difference never stands without one. */
export function explainRow(whole: Whole, differs: FigureName[]): Reason[] {
  const { record, bills, contract, inErp } = whole;
  const { foreign } = inErp;
  const reasons = [
    ...(record
      ? ofRecord(whole, record, "contract")
      : [unknown(contract?.procoreId, "contract", contract?.number)]),
    ...unsentParts(whole),
    ...bills.flatMap((bill) => ofRecord(whole, bill, "billed")),
    ...unknownBills(whole),
    ...((record && foreign.get(record.recordId)) ?? []).map(({ number, id, amount }): Reason => ({
      of: "billed",
      says: `bill ${number ?? id} entered by hand in ${whole.system}`,
      detail: `It bills ${amount} of this contract, and Crosstie did not write it.`,
      recordId: null,
    })),
    ...paymentReasons(whole),
  ];
  const unexplained = differs.filter((name) => !reasons.some(({ of }) => isFor(of, name)));
  return [...reasons, ...unexplained.map((of) => ({ ...NOT_KNOWN, of }))];
}

/** Retainage is held back by invoices: what holds up a bill holds up that too. */
const isFor = (of: FigureName, name: FigureName) =>
  of === name || (of === "billed" && name === "retained");

const NOT_KNOWN = {
  says: "not explained by what Crosstie knows",
  detail:
    "Somebody compares this contract in both systems: perhaps one of them changed while they were read. Run it again first.",
  recordId: null,
};

const EDITED: Record<Difference["about"], string> = {
  gone: "deleted in",
  "out of sight": "out of sight in",
  rejected: "rejected in",
  closed: "closed in",
  "another vendor": "for another vendor in",
  currency: "in another currency in",
  total: "edited in",
  lines: "lines edited in",
  "closed line": "a line closed in",
  "foreign bill": "billed by hand in",
};

/** What holds it up, or how the ERP has it otherwise. */
function ofRecord({ inErp, system }: Whole, record: SyncRecord, of: FigureName): Reason[] {
  const { recordId, status, failure, waiting, accepted } = record;
  const name = labelOf(record);
  const reason = (says: string, detail: string | null): Reason => ({ of, says, detail, recordId });
  const difference = inErp.differences.get(recordId);
  if (difference && difference.about !== "foreign bill") {
    const isStanding = accepted !== null && status === "success";
    const by = isStanding ? `, and ${accepted.by} let it stand` : "";
    return [reason(`${name} ${EDITED[difference.about]} ${system}${by}`, difference.says)];
  }
  if (failure) return [reason(`${name} failed`, failure.title)];
  if (status === "success") return [];
  if (record.isDeleted) {
    return record.erpId === null ? [] : [reason(`${name} deleted in Procore`, waiting)];
  }
  if (!isToBeThere(record)) return [];
  const isSent = record.erpId !== null;
  if (status === "not_integrated") return [reason(`${name} not sent`, FROM_BEFORE)];
  if (status === "not_applicable") return [];
  const why = waiting === null ? "It is on its way." : `It waits: ${waiting}.`;
  return [reason(isSent ? `a change of ${name} not sent` : `${name} not sent`, why)];
}

const FROM_BEFORE =
  "It is from before Crosstie. Look whether the ERP has it already; then choose it on the Integration page and press Synchronize.";

function isToBeThere(record: SyncRecord): boolean {
  const kind = kindOf(record);
  return record.erpId !== null || kind.approval(kind.parse(record.snapshot)).isApproved;
}

function unsentParts({ record }: Whole): Reason[] {
  if (!record || record.erpId === null || record.isDeleted) return [];
  const kind = kindOf(record);
  if (!isWhole(kind, record.snapshot)) return [];
  const parts = kind.unsent?.(kind.parse(record.snapshot), record.erpLines) ?? [];
  return parts.map((part) => ({
    of: "contract",
    says: `${part} not sent`,
    detail: record.waiting ? `It waits: ${record.waiting}.` : (record.failure?.title ?? null),
    recordId: record.recordId,
  }));
}

function unknownBills({ contract, bills }: Whole): Reason[] {
  const known = new Set(bills.map(({ procoreId }) => procoreId));
  return (contract?.billings ?? [])
    .filter(({ procoreId, figures }) => !known.has(procoreId) && !isZero(figures.total))
    .map(({ procoreId, number }) => unknown(procoreId, "billed", `invoice ${number}`));
}

const isZero = (amount: string) => new Decimal(amount).isZero();

const unknown = (id: string | undefined, of: FigureName, name: string | undefined): Reason => ({
  of,
  says: `${name || id} not read by Crosstie yet`,
  detail: "It is new, or Crosstie's service account cannot see it.",
  recordId: null,
});
