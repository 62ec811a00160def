import { Decimal } from "decimal.js";
import type { Installed } from "../world/install.ts";
import type { ServedNetSuite } from "../world/outside.ts";
import { differencesIn, reconcile } from "../world/reconcile/reconcile.ts";
import type { Booked, Books } from "../world/reconcile/sides.ts";
import type { Stage } from "./stage.ts";

interface Side {
  company: Installed;
  account: ServedNetSuite;
}

/** Both systems of both companies, record by record; then nothing twice, and the sum of the money. */
export async function comparedIn(stage: Stage): Promise<string[]> {
  const { ours, theirs, netsuite, neighbour } = stage;
  const found = [
    await compare(stage, { company: ours, account: netsuite }),
    await compare(stage, { company: theirs, account: neighbour }),
  ];
  return found.flat();
}

async function compare(stage: Stage, { company, account }: Side): Promise<string[]> {
  const { companyId, connectionId } = company;
  const procore = stage.procore.system.live();
  const books = account.system.state() as Books;
  const sides = { db: stage.database.admin, procore, netsuite: books, connectionId };
  const issued = [...procore.payments.values()].filter(
    (payment) => payment.companyId === companyId && payment.originId?.startsWith("crosstie-"),
  );
  const bills = new Set(books.vendorBill.filter(isOurs).map(({ id }) => id));
  const paid = books.vendorPayment
    .filter(({ fields }) => fields.voided !== true)
    .flatMap(({ lines }) => lines.apply ?? [])
    .filter(({ fields }) => bills.has(fields.doc as string));
  const [there, here] = [
    sum(paid.map(({ fields }) => fields.amount as string)),
    sum(issued.map(({ amount }) => amount)),
  ];
  const commitments = [...procore.commitments.values()].filter(
    (one) => one.companyId === companyId,
  );
  const invoices = [...procore.requisitions.values()].filter((one) => one.companyId === companyId);
  return [
    ...differencesIn(await reconcile(sides)),
    ...(there === here ? [] : [`${there} was paid in NetSuite, ${here} is issued in Procore`]),
    ...twice("order", books.purchaseOrder.filter(isOurs).map(memoOf)),
    ...twice("bill", [...books.vendorBill, ...books.vendorCredit].filter(isOurs).map(numberOf)),
    ...twice(
      "vendor",
      books.vendor.map(({ fields }) => fields.companyName as string),
    ),
    ...twice(
      "counterpart of contracts",
      commitments.flatMap(({ originId }) => originId ?? []),
    ),
    ...twice(
      "counterpart of invoices",
      invoices.flatMap(({ originId }) => originId ?? []),
    ),
    ...twice(
      "payment",
      issued.map(({ originId }) => originId!),
    ),
  ];
}

const isOurs = ({ externalId }: Booked) => externalId?.startsWith("crosstie-") ?? false;
/** It has the title, whatever reference the order carries. */
const memoOf = ({ fields }: Booked) => fields.memo as string;
const numberOf = ({ fields }: Booked) => `${fields.tranId as string} of ${fields.entity as string}`;

function twice(what: string, names: string[]): string[] {
  const seen = Map.groupBy(names, (name) => name);
  return [...seen].flatMap(([name, all]) =>
    all.length > 1 ? [`${what} ${name} is there ${all.length} times`] : [],
  );
}

const sum = (amounts: string[]) =>
  amounts.reduce((all, amount) => all.plus(amount || 0), new Decimal(0)).toFixed(2);
