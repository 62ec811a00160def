import { Decimal } from "decimal.js";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import { paymentStatus } from "../sandbox/netsuite/rules/payment-state.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { contractTotals } from "../sandbox/procore/rest/shapes/commitment.ts";
import { invoiceSums } from "../sandbox/procore/rules/requisition-sums.ts";
import { billsOf, booksOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";

export type Sides = readonly [inProcore: string, inNetSuite: string];

const sum = (amounts: Decimal.Value[]) =>
  amounts.reduce<Decimal>((all, amount) => all.plus(amount), new Decimal(0)).toFixed(2);

/** Confirmed or approved: in transit, rejected and the like, it has not left. */
const moneyOut = (world: World, bill: NsRecord) =>
  booksOf(world)
    .vendorPayment.filter((payment) => ["C", "F"].includes(paymentStatus(payment)))
    .flatMap(({ lines }) => lines.apply ?? [])
    .filter(({ fields }) => fields.doc === bill.id)
    .map(({ fields }) => String(fields.amount));

/** Asked of the two systems; only what Crosstie says is asked of Crosstie. */
export async function figuresOf(world: World, installed: Installed, commitment: Commitment) {
  const state = world.procore.system.live();
  const invoices = [...state.requisitions.values()].filter(
    ({ commitmentId }) => commitmentId === commitment.id,
  );
  const issued = [...state.payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
  const bills = invoices.flatMap(({ id }) => billsOf(world, id));
  const view = await viewOf(installed, commitment);
  return {
    order: [
      contractTotals(state, commitment).revised,
      sum(ordersOf(world, commitment).map((order) => total(order))),
    ],
    bills: [
      sum(invoices.map((one) => invoiceSums(state, one).due)),
      sum(bills.map((bill) => total(bill))),
    ],
    paid: [
      sum(issued.map(({ amount }) => amount)),
      sum(bills.flatMap((bill) => moneyOut(world, bill))),
    ],
    counted: view.money.paid,
    says: [view.record, ...view.invoices.map(({ record }) => record)],
  };
}
