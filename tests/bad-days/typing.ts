import type { Requisition } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { billed, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";
import { type PersonName, signIn } from "../world/sign-in.ts";

type Billed = Awaited<ReturnType<typeof billed>>;
interface Typed {
  amount?: string;
  /** Null: Procore shows none. */
  date?: string | null;
  check?: string;
  /** Null: it names none. */
  invoice?: string | null;
  notes?: string;
  origin?: string;
}

/** People type payments into Payments Issued, and accounting enters them in NetSuite. */
export function typing(world: World, installed: Installed) {
  /** A bill of 600.00. */
  const aBill = (title: string) =>
    billed(world, installed, { vendor: "Acme Steel Erectors", title });

  const invoiceOf = ({ commitment }: Billed): Requisition => {
    const { requisitions } = world.procore.system.live();
    return [...requisitions.values()].find(({ commitmentId }) => commitmentId === commitment.id)!;
  };

  async function typeIn(bill: Billed, typed: Typed): Promise<string> {
    const { amount = "250.00", date = "2026-05-04", check, notes, origin } = typed;
    const { invoice = invoiceOf(bill).invoiceNumber } = typed;
    const { id } = (await world.procore.system.act({
      do: "create_payment",
      contractId: bill.commitment.id,
      fields: {
        amount,
        payment_method: "check",
        date: date ?? "2026-05-04",
        ...(invoice && { invoice_number: invoice }),
        ...(check && { check_number: check }),
        ...(notes && { notes }),
        ...(origin && { origin_id: origin }),
      },
    })) as { id: string };
    if (date === null) world.procore.system.live().payments.get(id)!.date = null;
    return id;
  }

  async function lookForPayments({ commitment }: Billed): Promise<void> {
    await syncPayments(installed, commitment);
    await atRest(world);
  }

  /** Accounting pays the same in NetSuite, and somebody looks for it. */
  async function pay(bill: Billed, given: object): Promise<string> {
    const paid = await world.netsuite.system.act({
      do: "pay_bill",
      ...(!("bills" in given) && { billId: bill.billId, amount: "250.00" }),
      method: "check",
      date: "2026-05-05",
      ...given,
    });
    await lookForPayments(bill);
    return (paid as { paymentId: string }).paymentId;
  }

  const issued = ({ commitment }: Billed) =>
    [...world.procore.system.live().payments.values()].filter(
      ({ contractId }) => contractId === commitment.id,
    );

  /** As someone sees it who has not looked before. */
  const freshView = async ({ commitment }: Billed, person: PersonName = "accounting") =>
    viewOf({ ...installed, admin: await signIn(world, person) }, commitment);

  return { aBill, invoiceOf, typeIn, lookForPayments, pay, issued, freshView };
}
