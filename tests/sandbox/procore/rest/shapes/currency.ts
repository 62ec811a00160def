import type { Commitment } from "../../records.ts";
import type { ProcoreState } from "../../state.ts";

/** The currency of a contract and of all that hangs on it. */
export function currencyOf(state: ProcoreState, commitment: Commitment | undefined) {
  if (state.companies.get(commitment?.companyId ?? "")?.saysCurrency === false) return undefined;
  return { currency_iso_code: commitment?.currency ?? baseOf(state, commitment) };
}

/** How a v1.1 invoice tells of it: with the project's own currency beside. */
export function exchangeOf(state: ProcoreState, commitment: Commitment | undefined) {
  const currency = currencyOf(state, commitment);
  if (!currency) return undefined;
  return {
    ...currency,
    currency_exchange_rate: commitment?.exchangeRate ?? 1,
    base_currency_iso_code: baseOf(state, commitment),
  };
}

function baseOf(state: ProcoreState, commitment: Commitment | undefined): string {
  return state.companies.get(commitment?.companyId ?? "")?.currency ?? "USD";
}
