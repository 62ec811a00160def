import type { Decimal } from "decimal.js";
import type { Commitment, ContractPayment, Requisition } from "../records.ts";
import { changeSums } from "../rules/change-order-sums.ts";
import { grandTotal, invoiceSums, requisitionsOf, sum } from "../rules/requisition-sums.ts";
import type { ProcoreState } from "../state.ts";

/** The figures of one contract, as its General tab and the list show them. */
export interface ContractSums {
  original: Decimal;
  changes: Decimal;
  revised: Decimal;
  invoiced: Decimal;
  retainage: Decimal;
  paid: Decimal;
}

export function contractSums(state: ProcoreState, commitment: Commitment): ContractSums {
  const invoices = requisitionsOf(state, commitment.id).filter(({ status }) => status !== "draft");
  const original = grandTotal(commitment);
  const changes = changeSums(state, commitment.id).approved;
  const latest = invoices.at(-1);
  return {
    original,
    changes,
    revised: original.plus(changes),
    invoiced: totalDue(state, invoices),
    retainage: latest ? invoiceSums(state, latest).retainage : sum([], () => 0),
    paid: totalPaid(
      [...state.payments.values()].filter(({ contractId }) => contractId === commitment.id),
    ),
  };
}

export function totalDue(state: ProcoreState, invoices: Requisition[]): Decimal {
  return sum(invoices, (invoice) => invoiceSums(state, invoice).due);
}

export function totalPaid(payments: ContractPayment[]): Decimal {
  return sum(payments, ({ amount }) => amount);
}
