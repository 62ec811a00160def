import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { useWorld } from "../world/use-world.ts";
import { letFeedPass } from "./payment-feed.ts";
import { typing } from "./typing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const { aBill, lookForPayments, pay, issued } = typing(world, installed);

/** As if the last comparison of all had been a day ago. */
async function letADayPass(): Promise<void> {
  await world.database
    .admin("cursors")
    .where({ name: "payments:all" })
    .update({ value: new Date(Date.now() - 24 * 3_600_000).toISOString() });
}

it("puts right what somebody has changed or deleted in Payments Issued, once a day", async () => {
  const [changed, deleted] = [await aBill("Changed by hand"), await aBill("Deleted by hand")];
  // Nobody looks at the two: that alone would put them right.
  const other = await aBill("Looked at instead");
  for (const bill of [changed, deleted]) await pay(bill, { checkNumber: "2230" });
  const { payments } = world.procore.system.live();
  // An account that does not lock what has an origin_id.
  payments.get(issued(changed)[0]!.id)!.amount = "200.00";
  payments.delete(issued(deleted)[0]!.id);
  await lookForPayments(other);
  expect([issued(changed), issued(deleted)]).toMatchObject([[{ amount: "200.00" }], []]);

  await letADayPass();
  await lookForPayments(other);
  await atRest(world);

  expect(issued(changed)).toMatchObject([{ amount: "250.00" }]);
  expect(issued(deleted)).toMatchObject([{ amount: "250.00" }]);
});

it("finds a payment that NetSuite's feed has missed, once a day", async () => {
  const bill = await aBill("Missed by the feed");
  await lookForPayments(bill);
  await letFeedPass(world);
  await pay(bill, { checkNumber: "2210" });
  expect(issued(bill)).toEqual([]);

  await letADayPass();
  await lookForPayments(bill);

  expect(issued(bill)).toMatchObject([{ amount: "250.00", checkNumber: "2210" }]);
});

it("takes back a payment whose end the feed has missed, once a day", async () => {
  const bill = await aBill("Its end missed by the feed");
  const paymentId = await pay(bill, { checkNumber: "2220" });
  await letFeedPass(world);
  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await lookForPayments(bill);
  expect(issued(bill)).toMatchObject([{ amount: "250.00" }]);

  await letADayPass();
  await lookForPayments(bill);

  expect(issued(bill)).toMatchObject([{ amount: "0.00" }]);
});
