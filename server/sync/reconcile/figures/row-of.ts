import { Decimal } from "decimal.js";
import type { BillPayments } from "../../../connectors/connector.ts";
import type { IssuedFigures } from "../../../kinds/figures.ts";
import type { Payment } from "../../../store/payments.ts";
import type { FigureName, Sides } from "../../../store/reconciled.ts";
import type { SyncRecord } from "../../../store/records.ts";
import type { InErp } from "./contracts-in-erp.ts";
import type { ContractInProcore } from "./contracts-in-procore.ts";

/** One contract, with all that either side or Crosstie has of it. */
export interface Whole {
  /** Undefined: deleted in Procore, and in the books still. */
  contract: ContractInProcore | undefined;
  /** Undefined: Procore was not asked. */
  issued: IssuedFigures[] | undefined;
  /** Undefined: Crosstie does not know it yet. */
  record: SyncRecord | undefined;
  /** Its invoices, as Crosstie has them. */
  bills: SyncRecord[];
  payments: Payment[];
  inErp: InErp;
  currency: string;
  system: string;
}

const sum = (amounts: Decimal.Value[]): string =>
  amounts.reduce<Decimal>((all, one) => all.plus(one), new Decimal(0)).toFixed(2);

export function figuresOf(whole: Whole): Record<FigureName, Sides> {
  const { contract, issued, record, inErp } = whole;
  const standing = record && inErp.standings.get(record.recordId);
  const billings = contract?.billings ?? [];
  const total = contract && new Decimal(contract.figures.total).toFixed(2);
  const isThere = standing !== undefined;
  return {
    contract: [total ?? null, standing?.total ?? null],
    billed: [
      contract ? sum(billings.map(({ figures }) => figures.total)) : null,
      billedInErp(whole),
    ],
    paid: [
      issued ? sum(issued.map(({ amount }) => amount)) : null,
      isThere || whole.bills.some(({ erpId }) => erpId !== null)
        ? sum(billsInErp(whole).flatMap((bill) => paidOn(bill, whole)))
        : null,
    ],
    retained: [
      contract ? new Decimal(billings.at(-1)?.figures.retainage ?? 0).toFixed(2) : null,
      retainedInErp(whole),
    ],
  };
}

/** What one side does not say is no difference, unless the other says that there is money. */
export function isDifferent([procore, erp]: Sides, name: FigureName): boolean {
  if (procore !== null && erp !== null) return !new Decimal(procore).equals(erp);
  // Where retainage is within the amounts of bills, the ERP has no figure for it.
  if (name === "retained") return false;
  return !new Decimal(procore ?? erp ?? 0).isZero();
}

/** Bills less credits, whoever entered them. Null: the ERP has neither the contract nor a bill. */
function billedInErp({ record, bills, inErp }: Whole): string | null {
  const ours = bills.flatMap(({ recordId, document }) => {
    const total = inErp.standings.get(recordId)?.total;
    if (total === undefined) return [];
    return [document === "credit" ? new Decimal(total).negated() : total];
  });
  const foreign = (record && inErp.foreign.get(record.recordId)) ?? [];
  const isThere = record !== undefined && inErp.standings.has(record.recordId);
  if (!isThere && ours.length === 0) return null;
  return sum([...ours, ...foreign.map(({ amount }) => amount)]);
}

export function billsInErp({ record, bills, inErp }: Whole): BillPayments[] {
  const foreign = (record && inErp.foreign.get(record.recordId)) ?? [];
  const ids = [...bills.map(({ erpId }) => erpId ?? ""), ...foreign.map(({ id }) => id)];
  return ids.flatMap((id) => inErp.payments.get(id) ?? []);
}

/** What has left, in the currency of the contract. */
function paidOn(bill: BillPayments, { currency }: Pick<Whole, "currency">): string[] {
  return bill.payments
    .filter(({ state, currency: its = bill.currency }) => state === "paid" && isOf(its, currency))
    .map(({ amount }) => amount);
}

const isOf = (its: string | undefined, currency: string) => its === undefined || its === currency;

/** Null: bills show none, or it is within the amounts of their lines. */
function retainedInErp({ bills, inErp }: Whole): string | null {
  const lines = bills.flatMap(({ recordId, document }) => {
    const held =
      inErp.standings.get(recordId)?.lines.filter(({ isRetainage }) => isRetainage) ?? [];
    const sign = document === "credit" ? 1 : -1;
    return held.map(({ amount }) => new Decimal(amount).times(sign));
  });
  return lines.length === 0 ? null : sum(lines);
}
