import { Decimal } from "decimal.js";

/** What our connector writes; the Ledger keeps it as it came. */
export interface Entry {
  kind: string;
  vendorId?: string;
  name?: string;
  number?: string;
  currency?: string | null;
  lines?: { key: string; amount: string }[];
  [field: string]: unknown;
}

export interface Kept {
  id: string;
  reference: string;
  number: string;
  isActive: boolean;
  body: Entry;
  /** Our line → the Ledger's. */
  lines: Record<string, string>;
}

export interface Payout {
  id: string;
  debitId: string;
  amount: string;
  method: string;
  checkNumber: string | null;
  date: string;
  isVoid: boolean;
}

interface Change {
  at: number;
  debitId: string;
  payoutId: string | null;
}

/** A refusal in the Ledger's own words. */
export class LedgerRefusal extends Error {}

/** The books, in memory. */
export class Books {
  readonly kept: Kept[] = [];
  payouts: Payout[] = [];
  readonly changes: Change[] = [];
  now = () => Date.now();
  #made = 0;

  next(prefix: string): string {
    return `${prefix}${(this.#made += 1)}`;
  }

  find(kind: string, reference: string): Kept | undefined {
    return this.kept.find((one) => one.body.kind === kind && one.reference === reference);
  }

  byId(id: string): Kept | undefined {
    return this.kept.find((one) => one.id === id);
  }

  /** Each line of ours keeps the number that it was given. */
  put(reference: string, body: Entry): Kept {
    const { kind, vendorId } = body;
    if (vendorId !== undefined && !this.byId(vendorId)?.isActive) {
      throw new LedgerRefusal(`There is no creditor ${vendorId}.`);
    }
    const before = this.find(kind, reference);
    const lines = (body.lines ?? []).map(({ key }) => [key, before?.lines[key] ?? this.next("L")]);
    const id = before?.id ?? this.next("");
    const number = before?.number ?? body.number ?? `${kind.slice(0, 1).toUpperCase()}-${id}`;
    const kept = { id, reference, number, isActive: true, body, lines: Object.fromEntries(lines) };
    if (before) this.kept.splice(this.kept.indexOf(before), 1, kept);
    else this.kept.push(kept);
    if (kind === "bill") this.note(id, null);
    return kept;
  }

  total({ body }: Kept): Decimal {
    return sum((body.lines ?? []).map(({ amount }) => amount));
  }

  paid(debitId: string): Decimal {
    const living = this.payouts.filter((one) => one.debitId === debitId && !one.isVoid);
    return sum(living.map(({ amount }) => amount));
  }

  pay(debitId: string, amount: string, method: string): Payout {
    const id = this.next("P");
    const payout: Payout = {
      id,
      debitId,
      amount,
      method,
      checkNumber: method === "check" ? id : null,
      date: new Date(this.now()).toISOString().slice(0, 10),
      isVoid: false,
    };
    this.payouts.push(payout);
    this.note(debitId, id);
    return payout;
  }

  /** `isKept`: it stays, marked as void. */
  take(payoutId: string, isKept: boolean): void {
    const payout = this.payouts.find(({ id }) => id === payoutId);
    if (!payout) throw new LedgerRefusal(`There is no payout ${payoutId}.`);
    if (isKept) payout.isVoid = true;
    else this.payouts = this.payouts.filter(({ id }) => id !== payoutId);
    this.note(payout.debitId, payoutId);
  }

  note(debitId: string, payoutId: string | null): void {
    this.changes.push({ at: this.now(), debitId, payoutId });
  }
}

function sum(amounts: string[]): Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
}
