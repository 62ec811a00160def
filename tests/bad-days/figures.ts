import { Decimal } from "decimal.js";
import type { NsRecord } from "../sandbox/netsuite/account.ts";
import { total } from "../sandbox/netsuite/rules/amounts.ts";
import { paymentStatus } from "../sandbox/netsuite/rules/payment-state.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { contractTotals } from "../sandbox/procore/rest/shapes/commitment.ts";
import { invoiceSums } from "../sandbox/procore/rules/requisition-sums.ts";
import { booksOf, ordersOf } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import type { Installed } from "../world/install.ts";
import type { World } from "../world/open-world.ts";
import { signIn } from "../world/sign-in.ts";
import { orderIn } from "./billing.ts";

export type Sides = readonly [inProcore: string, inNetSuite: string];

/** In Procore, one way or the other. */
const THERE = new Set(["synced", "procore_only"]);

const sum = (amounts: Decimal.Value[]) =>
  amounts.reduce<Decimal>((all, amount) => all.plus(amount), new Decimal(0)).toFixed(2);

/** Confirmed or approved: in transit, rejected and the like, it has not left. */
const moneyOut = (world: World, bill: NsRecord) =>
  booksOf(world)
    .vendorPayment.filter((payment) => ["C", "F"].includes(paymentStatus(payment)))
    .flatMap(({ lines }) => lines.apply ?? [])
    .filter(({ fields }) => fields.doc === bill.id)
    .map(({ fields }) => String(fields.amount));

const isTied = ({ lines }: NsRecord, order: NsRecord) =>
  (lines.item ?? []).some(({ fields }) => fields.orderDoc === order.id);

const credited = ({ fields }: NsRecord) => new Decimal(String(fields.total)).neg();

/** Asked of the two systems; only what Crosstie says is asked of Crosstie. */
export async function figuresOf(world: World, installed: Installed, commitment: Commitment) {
  const state = world.procore.system.live();
  const invoices = [...state.requisitions.values()].filter(
    ({ commitmentId }) => commitmentId === commitment.id,
  );
  const issued = [...state.payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
  const orders = ordersOf(world, commitment);
  // Also those whose invoice Procore has no more.
  const bills = booksOf(world).vendorBill.filter(
    (bill) =>
      invoices.some(({ id }) => bill.externalId === `crosstie-requisition-${id}`) ||
      orders.some((order) => isTied(bill, order)),
  );
  const credits = booksOf(world).vendorCredit.filter(({ externalId }) =>
    invoices.some(({ id }) => externalId === `crosstie-requisition-${id}`),
  );
  // As someone sees it who has not looked before: for a while a person is shown what Procore said last.
  const view = await viewOf({ ...installed, admin: await signIn(world, "accounting") }, commitment);
  const told = view.invoices.filter(({ open }) => open !== null);
  const toldBills = bills.filter(({ id }) => told.some((one) => one.counterpart?.id === id));
  return {
    /** What NetSuite's bills come to; what has left the bank, with what Crosstie says of the rest. */
    explained: [
      sum(toldBills.map((bill) => total(bill))),
      sum([
        ...toldBills.flatMap((bill) => moneyOut(world, bill)),
        ...told.flatMap(({ open, settlements }) => [
          open!,
          ...settlements.map((one) => one.amount),
        ]),
      ]),
    ],
    order: [contractTotals(state, commitment).revised, sum(orders.map((order) => total(order)))],
    bills: [
      sum(invoices.map((one) => invoiceSums(state, one).due)),
      sum([...bills.map((bill) => total(bill)), ...credits.map(credited)]),
    ],
    paid: [
      sum(issued.map(({ amount }) => amount)),
      sum(bills.flatMap((bill) => moneyOut(world, bill))),
    ],
    total: view.money.paid,
    counts: orders.length === 0 ? [] : (await orderIn(world, commitment)).billed.map(String),
    says: [
      view.record,
      ...view.invoices.map(({ record }) => record),
      ...view.payments.map(({ status }) => status).filter((status) => !THERE.has(status)),
    ],
  };
}
