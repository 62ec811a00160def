/** Of a contract, as Procore has it; money in its own currency. */
export interface ContractFigures {
  /** With its approved changes. */
  total: string;
  vendor: string | undefined;
  /** Payments Issued. Undefined: they were not read along. */
  issued: IssuedFigures[] | undefined;
}

export interface IssuedFigures {
  id: string;
  amount: string;
  number: number | undefined;
  originId: string | undefined;
}

/** Of an invoice. */
export interface BillingFigures {
  /** Payable now. */
  total: string;
  /** Held back on its contract so far. */
  retainage: string;
}
