import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { createCommitment } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { invoiceOf } from "./invoice-of.ts";
import { billOf, ordered, type Row, tableOf } from "./money-table.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const rest = () => atRest(world);

/** A contract with a vendor of its own. */
async function hired(title: string, vendor: string, status = "Approved"): Promise<Commitment> {
  const { companyId } = installed;
  await procore("create_vendor", { companyId, fields: { name: vendor } });
  return createCommitment(world, installed, { vendor, title, status, amount: "50000.00" });
}

const invoice = (commitment: Commitment, percent: string) =>
  billOf(world, installed, commitment, percent);

async function numbered({ id: commitmentId }: Commitment, number: string): Promise<void> {
  const fields = { invoice_number: number };
  const given = { commitmentId, percent: "50", fields };
  const { id } = (await procore("create_requisition", given)) as { id: string };
  await procore("approve_requisition", { id });
}

const typeIn = ({ id: contractId }: Commitment, amount: string, number: string) =>
  procore("create_payment", {
    contractId,
    fields: {
      amount,
      date: "2026-05-04",
      payment_method: "check",
      check_number: number,
      invoice_number: [...world.procore.system.live().requisitions.values()].find(
        ({ commitmentId }) => commitmentId === contractId,
      )!.invoiceNumber,
    },
  });

const rows: Row[] = [
  {
    does: "5 the contract is in USD, its vendor has CAD",
    begin: async (title) => {
      await netsuite("create_vendor", {
        companyName: "Northern Rebar",
        currency: "CAD",
        currencies: ["CAD"],
      });
      const commitment = await hired(title, "Northern Rebar", "Draft");
      await procore("update_commitment", {
        id: commitment.id,
        currency: "USD",
        status: "Approved",
      });
      return commitment;
    },
    order: ["50000.00", "0.00"],
    says: ["error"],
  },
  {
    does: "6 NetSuite has an inactive vendor of nearly the same name",
    begin: async (title) => {
      await netsuite("create_vendor", { companyName: "Delta-Forms, Inc.", isInactive: true });
      return hired(title, "Delta Forms LLC");
    },
    order: ["50000.00", "0.00"],
    says: ["error"],
  },
  {
    does: "7 a lump sum is billed by 30, 30 and 40 %",
    play: async (commitment) => {
      for (const percent of ["30", "30", "40"]) await invoice(commitment, percent);
    },
    order: ["50000.00", "50000.00"],
    bills: ["50000.00", "50000.00"],
    counted: ["50000"],
    says: ["success", "success", "success", "success"],
  },
  {
    does: "7 it is billed by 75 and 50 %",
    play: async (commitment) => {
      for (const percent of ["75", "50"]) await invoice(commitment, percent);
    },
    order: ["50000.00", "50000.00"],
    bills: ["62500.00", "62500.00"],
    counted: ["62500"],
    says: ["success", "success", "desynchronized"],
  },
  {
    does: "9 two contracts of one vendor have an invoice 1 each",
    begin: async (title) => {
      const other = await ordered(world, installed, `${title}, the other`);
      const commitment = await ordered(world, installed, title);
      for (const one of [other, commitment]) await numbered(one, "1");
      await poll(world, installed);
      return commitment;
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    says: ["success", "success"],
  },
  {
    does: "10 an invoice bills nothing",
    play: async (commitment) => {
      await invoiceOf(world, commitment, {});
      await poll(world, installed);
    },
    order: ["50000.00", "50000.00"],
    says: ["success", "not_applicable"],
  },
  {
    does: "10 half is billed, then 300.00 are taken back",
    play: async (commitment) => {
      await invoice(commitment, "50");
      await invoiceOf(world, commitment, { work_completed_this_period: "-300.00" });
      await poll(world, installed);
    },
    order: ["50000.00", "50000.00"],
    bills: ["24700.00", "24700.00"],
    says: ["success", "success", "success"],
  },
  {
    does: "12 a check is typed into Procore, and comes from NetSuite",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await typeIn(commitment, "1000.00", "70123");
      await netsuite("pay_bill", {
        billId,
        amount: "1000.00",
        method: "check",
        checkNumber: "70123",
        date: "2026-05-05",
      });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["1000.00", "1000.00"],
    says: ["success", "success"],
  },
  {
    does: "12 all is typed in as paid, and NetSuite has another check",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await typeIn(commitment, "25000.00", "70123");
      await netsuite("pay_bill", { billId, amount: "1000.00", method: "check", checkNumber: "9" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["25000.00", "1000.00"],
    says: ["success", "success", "doubtful"],
  },
  {
    does: "14 NetSuite wants a department that nobody has chosen",
    begin: async (title) => {
      await netsuite("set_options", { mandatory: ["department"] });
      const wanted = { vendor: "Acme Steel Erectors", title, amount: "50000.00" };
      const commitment = await createCommitment(world, installed, wanted);
      await rest();
      await netsuite("set_options", { mandatory: [] });
      return commitment;
    },
    order: ["50000.00", "0.00"],
    says: ["error"],
  },
  {
    does: "15 the account's clock moves to Los Angeles between two checks",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await netsuite("pay_bill", { billId, amount: "1000.00", method: "check" });
      await syncPayments(installed, commitment);
      await rest();
      await netsuite("set_options", { timeZone: "America/Los_Angeles" });
      await netsuite("pay_bill", { billId, amount: "500.00", method: "check" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["1500.00", "1500.00"],
    says: ["success", "success"],
  },
];

tableOf(world, installed, rows);
