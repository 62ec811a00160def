import { afterAll, expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { billsOf, ordersOf } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";
import { figuresOf, type Sides } from "./figures.ts";

/**
 * What the two systems themselves say after a case, to the cent, and what Crosstie says of it: where
 * they differ it never says "success".
 */
export interface Row {
  does: string;
  /** Unless it has one of its own, it is told of a subcontract of 50,000.00 that NetSuite has. */
  begin?(title: string): Promise<Commitment>;
  play?(commitment: Commitment): Promise<unknown>;
  /** The contract and its orders. */
  order: Sides;
  /** What is payable and its bills less its credits, all invoices together. */
  bills?: Sides;
  /** What Payments Issued shows, and what has left NetSuite's bank. */
  paid?: Sides;
  /** How much of each line of the order NetSuite counts as billed; left out: not looked at. */
  counted?: string[];
  /** Of the order, of each invoice, and of payments that are not simply there. */
  says: readonly string[];
}

const NONE: Sides = ["0.00", "0.00"];

/** One test a row, and at the end the table of what was seen. */
export function tableOf(world: World, installed: Installed, rows: Row[]): void {
  const seen: Record<string, string>[] = [];

  it.each(rows)("$does", async ({ does, begin, play, counted, ...expected }) => {
    const commitment = await (begin?.(does) ?? ordered(world, installed, does));

    await play?.(commitment);
    await atRest(world);
    await syncPayments(installed, commitment);
    await atRest(world);

    const { counts, total, explained, ...found } = await figuresOf(world, installed, commitment);
    seen.push({
      case: does,
      "order (Procore, NetSuite)": found.order.join(" | "),
      bills: found.bills.join(" | "),
      paid: found.paid.join(" | "),
      "billed, as NetSuite counts": counts.join(" + "),
      "Crosstie says": found.says.join(", "),
    });
    expect(found).toEqual({ bills: NONE, paid: NONE, ...expected });
    expect(total).toBe(found.paid[0]);
    expect(explained[1]).toBe(explained[0]);
    if (counted) expect(counts).toEqual(counted);
  });

  afterAll(() => console.table(seen));
}

/** A subcontract of 50,000.00 that NetSuite has. */
export async function ordered(
  world: World,
  installed: Installed,
  title: string,
): Promise<Commitment> {
  const wanted = { vendor: "Acme Steel Erectors", title, amount: "50000.00" };
  const commitment = await createCommitment(world, installed, wanted);
  await vi.waitFor(() => expect(ordersOf(world, commitment)).toHaveLength(1), soon);
  await atRest(world);
  return commitment;
}

/** Its bill, once NetSuite has it. */
export async function billOf(
  world: World,
  installed: Installed,
  commitment: Commitment,
  percent: string,
): Promise<string> {
  const { id } = await approveInvoice(world, installed, commitment, percent);
  await vi.waitFor(() => expect(billsOf(world, id)).toHaveLength(1), soon);
  await atRest(world);
  return billsOf(world, id)[0]!.id;
}
