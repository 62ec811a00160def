import { beforeEach, expect, it, vi } from "vitest";
import type { Scope } from "../../server/database/scope.ts";
import { billsToAskAgain } from "../../server/store/bills.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { retestConnection } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const account = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

type Billed = Awaited<ReturnType<typeof billed>>;

beforeEach(async () => {
  await account("set_role", { hidden: [] });
  await account("set_options", { accountColumns: "shown" });
  await procore("update_company", { id: installed.companyId, isMulticurrency: true });
  await forget();
});

const forget = () => retestConnection(world, installed);

const writesOfPayments = () => countCalls(world.procore, "PATCH", /contract_payments/);
const issued = ({ commitment }: Billed) =>
  [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
const shows = ({ commitment }: Billed, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);

async function pull({ commitment }: Billed): Promise<void> {
  await syncPayments(installed, commitment);
  await atRest(world);
}

/** Which rows of ours are of this bill. */
const rowOf = async ({ billId }: Billed): Promise<{ company_id: string; record_id: string }> =>
  world.database.admin("payments").where({ bill_id: billId }).first("company_id", "record_id");

async function isAskedAgain(bill: Billed): Promise<boolean> {
  const { admin } = world.database;
  const { company_id: companyId, record_id } = await rowOf(bill);
  const { connection_id: connectionId } = await admin("records").where({ record_id }).first();
  const bills = await billsToAskAgain(admin as Scope, { companyId, connectionId });
  return bills.some(({ recordId }) => recordId === record_id);
}

async function inCurrency(bill: Billed, currency: string): Promise<void> {
  await procore("update_commitment", { id: bill.commitment.id, currency });
  await shows(bill, { money: { currency } });
}

it("keeps a payment of another currency out of Procore where the role no longer sees currencies", async () => {
  const bill = await billed(world, installed, { vendor, title: "Currencies hidden" });
  await inCurrency(bill, "CAD");
  await payBill(world, installed, bill, "250.00");
  const apart = {
    money: { paid: "0.00" },
    payments: [{ amount: "250.00", currency: "USD", status: "other_currency" }],
  };
  await shows(bill, apart);

  await account("set_role", { hidden: ["currency"] });
  await forget();
  await pull(bill);

  await shows(bill, apart);
  expect(issued(bill)).toEqual([]);
});

it("leaves a check number as it is while nothing shows which account paid", async () => {
  const bill = await billed(world, installed, { vendor, title: "Account hidden" });
  await account("set_options", { accountColumns: "removed" });
  await forget();
  const paid = { billId: bill.billId, method: "check" };
  await account("pay_bill", { ...paid, amount: "100.00", checkNumber: "1045" });
  await pull(bill);
  const check = { paymentMethod: "check", checkNumber: "1045" };
  expect(issued(bill)).toMatchObject([check]);

  await account("set_role", { hidden: ["transactionaccountingline"] });
  await forget();
  await account("pay_bill", { ...paid, amount: "50.00", checkNumber: "1046" });
  await pull(bill);

  const unsure = { paymentMethod: null, checkNumber: null, notes: "Number in the ERP: 1046" };
  expect(issued(bill)).toMatchObject([check, unsure]);

  await account("set_role", { hidden: [] });
  await forget();
  await account("pay_bill", { ...paid, amount: "25.00", checkNumber: "1047" });
  await pull(bill);
  expect(issued(bill)).toMatchObject([
    check,
    { paymentMethod: "check", checkNumber: "1046", notes: null },
    { paymentMethod: "check", checkNumber: "1047" },
  ]);
});

it("takes a payment out of Procore that counted in a currency which the contract never had", async () => {
  const bill = await billed(world, installed, { vendor, title: "Corrected later" });
  await payBill(world, installed, bill, "250.00");
  await shows(bill, { payments: [{ currency: "USD", status: "synced" }] });

  await inCurrency(bill, "CAD");
  // The feed would tell of it only for as long as the payment is new.
  expect(await isAskedAgain(bill)).toBe(true);
  await pull(bill);

  await shows(bill, {
    money: { paid: "0.00", currency: "CAD" },
    payments: [{ amount: "250.00", currency: "USD", status: "other_currency" }],
  });
  expect(issued(bill)).toMatchObject([{ amount: "0.00" }]);
});

it("learns once in which currency older payments were paid, and asks no more where nothing shows it", async () => {
  const bill = await billed(world, installed, { vendor, title: "Older" });
  await payBill(world, installed, bill, "250.00");
  await shows(bill, { payments: [{ status: "synced" }] });
  await inCurrency(bill, "CAD");
  const { admin } = world.database;
  const ofBill = await rowOf(bill);
  await admin("payments").where(ofBill).update({ currency: null });
  await admin("bills").where(ofBill).update({ currency: null, held_against: null });
  await account("set_role", { hidden: ["currency"] });
  await forget();
  expect(await isAskedAgain(bill)).toBe(true);

  await pull(bill);

  expect(await isAskedAgain(bill)).toBe(false);
  await admin("bills").where(ofBill).update({ held_against: null });
  await account("set_role", { hidden: [] });
  await forget();
  await pull(bill);
  await shows(bill, {
    money: { paid: "0.00" },
    payments: [{ currency: "USD", status: "other_currency" }],
  });
  await inCurrency(bill, "USD");
  await pull(bill);
  await shows(bill, { money: { paid: "250.00" }, payments: [{ status: "synced" }] });
  await admin("payments").where(ofBill).update({ currency: null });
  await admin("bills").where(ofBill).update({ held_against: null });
  const writes = writesOfPayments();
  await pull(bill);
  expect(await admin("payments").where(ofBill).first()).toMatchObject({ currency: "USD" });
  expect(writesOfPayments()).toBe(writes);
});

it("shows that a bill is in the currency which its contract had, until that has it again", async () => {
  const bill = await billed(world, installed, { vendor, title: "Redrawn in dollars" });
  await inCurrency(bill, "CAD");
  await pull(bill);

  await shows(bill, {
    invoices: [
      {
        record: "desynchronized",
        waiting: expect.stringMatching(/is in USD in NetSuite and in CAD in Procore/) as string,
      },
    ],
  });

  await inCurrency(bill, "USD");
  await pull(bill);
  await shows(bill, { invoices: [{ record: "success", waiting: null }] });
});
