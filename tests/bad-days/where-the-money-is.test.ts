import { expect, it } from "vitest";
import type { CommitmentView } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { changeSettings } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { documentsOf, invoiceOf } from "./invoice-of.ts";
import { billOf, ordered } from "./money-table.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true }, isGreenTrue: false });

async function seen(commitment: Commitment): Promise<CommitmentView> {
  await poll(world, installed);
  await syncPayments(installed, commitment);
  await atRest(world);
  return viewOf(installed, commitment);
}

/** Crosstie meets this invoice before the others of its contract. */
async function meet({ projectId }: Commitment, procoreId: string): Promise<void> {
  const { companyId, connectionId } = installed;
  const load = { companyId, connectionId, kind: "requisition", procoreId, projectId };
  await world.jobs.send("detect-change", load);
  await atRest(world);
}

const held = (amount: string, released = "0.00") => ({
  work_completed_this_period: "1000.00",
  work_completed_retainage_retained_this_period: amount,
  work_completed_retainage_released_this_period: released,
});

it("shows as held what the contract's newest approved invoice says, whichever was met last", async () => {
  const commitment = await ordered(world, installed, "Held and released");
  await invoiceOf(world, commitment, held("100.00"));
  await invoiceOf(world, commitment, held("100.00"));
  const newest = await invoiceOf(world, commitment, held("0.00", "150.00"));
  await meet(commitment, newest);

  const { money, invoices } = await seen(commitment);

  expect(invoices.map(({ retained }) => retained)).toEqual(["-150.00", "100.00", "100.00"]);
  expect(money.retainage).toBe("50.00");
});

const NONE = { paid: "0.00", settledOtherwise: "0.00", unpaid: "0.00" };
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });

interface Case {
  does: string;
  /** To a bill of 25,000.00, half of the contract. */
  play(bill: { billId: string; commitment: Commitment }): unknown;
  money: Partial<CommitmentView["money"]>;
}

const cases: Case[] = [
  {
    does: "it is settled by credit, journal and prepayment",
    play: async ({ billId }) => {
      await netsuite("apply_credit", { billId, amount: "20000.00" });
      await netsuite("apply_journal", { billId, amount: "4000.00" });
      await netsuite("apply_prepayment", { billId, amount: "1000.00" });
    },
    money: { ...NONE, settledOtherwise: "25000.00" },
  },
  {
    does: "a part is paid, with a discount",
    play: ({ billId }) => netsuite("pay_bill", { billId, amount: "4500.00", discount: "500.00" }),
    money: { paid: "4500.00", settledOtherwise: "500.00", unpaid: "20000.00" },
  },
  {
    does: "accounting adds freight, and pays all of it",
    play: async ({ billId }) => {
      await freight(billId);
      await netsuite("pay_bill", { billId, amount: "25750.00", method: "check" });
    },
    money: { ...NONE, billed: "25000.00", paid: "25750.00" },
  },
  {
    does: "accounting adds freight, and pays most of it",
    play: async ({ billId }) => {
      await freight(billId);
      await netsuite("pay_bill", { billId, amount: "25500.00", method: "check" });
    },
    money: { billed: "25000.00", paid: "25500.00", settledOtherwise: "0.00", unpaid: "250.00" },
  },
  {
    does: "its check is on the way",
    play: async ({ billId }) => {
      const { paymentId } = await pay(billId, "25000.00");
      await netsuite("set_payment_status", { paymentId, status: "inTransit" });
    },
    money: { ...NONE, unpaid: "25000.00" },
  },
  {
    does: "its payment is out of sight",
    play: async ({ billId }) => {
      await netsuite("set_options", {
        hiddenFromRole: ["vendorPayment"],
        linksToHidden: "hidden",
      });
      await pay(billId, "24000.00");
    },
    money: { paid: "0.00", settledOtherwise: "24000.00", unpaid: "1000.00" },
  },
  {
    does: "the next invoice takes 300.00 back, and its credit is applied",
    play: async ({ billId, commitment }) => {
      const id = await invoiceOf(world, commitment, { work_completed_this_period: "-300.00" });
      await seen(commitment);
      const creditId = documentsOf(world, id)[0]!.id;
      await netsuite("apply_credit", { billId, amount: "300.00", creditId });
      await pay(billId, "24000.00");
    },
    money: { billed: "24700.00", paid: "24000.00", settledOtherwise: "0.00", unpaid: "700.00" },
  },
  {
    does: "all of it is paid before the next invoice takes 300.00 back",
    play: async ({ billId, commitment }) => {
      await pay(billId, "25000.00");
      await invoiceOf(world, commitment, { work_completed_this_period: "-300.00" });
    },
    money: { ...NONE, billed: "24700.00", paid: "25000.00" },
  },
  {
    does: "more is typed into Procore for it than it comes to, and for the next one nothing",
    play: async ({ commitment }) => {
      await typed(commitment, { amount: "26000.00", requisition_id: invoiceIn(commitment) });
      await invoiceOf(world, commitment, { work_completed_this_period: "2000.00" });
    },
    money: { billed: "27000.00", paid: "26000.00", unpaid: "27000.00", onlyInProcore: "25000.00" },
  },
  {
    does: "a payment goes and a credit comes, and both are out of sight",
    play: async ({ billId, commitment }) => {
      const { paymentId } = await pay(billId, "100.00");
      await seen(commitment);
      const hiddenFromRole = ["vendorPayment", "vendorCredit"];
      await netsuite("set_options", { hiddenFromRole, linksToHidden: "shown" });
      await netsuite("delete_payment", { paymentId });
      await netsuite("apply_credit", { billId, amount: "50.00" });
    },
    money: { paid: "100.00", settledOtherwise: "0.00", unpaid: "24900.00" },
  },
  {
    does: "a payment is typed into Procore for no invoice",
    play: ({ commitment }) => typed(commitment, { amount: "250.00" }),
    money: { paid: "250.00", unpaid: "25000.00", onlyInProcore: "250.00" },
  },
  {
    does: "a check is typed into Procore that accounting never entered",
    play: async ({ commitment }) => {
      await typed(commitment, { amount: "25000.00", requisition_id: invoiceIn(commitment) });
    },
    money: { ...NONE, paid: "25000.00", unpaid: "25000.00", onlyInProcore: "25000.00" },
  },
  {
    does: "a check is typed into Procore whose payment is out of sight",
    play: async ({ billId, commitment }) => {
      await netsuite("set_options", { hiddenFromRole: ["vendorPayment"], linksToHidden: "hidden" });
      await pay(billId, "24000.00");
      await typed(commitment, { amount: "24000.00", requisition_id: invoiceIn(commitment) });
    },
    money: { ...NONE, paid: "24000.00", unpaid: "1000.00", onlyInProcore: "0.00" },
  },
  {
    does: "checks are typed into Procore for no invoice, and NetSuite does not have all of them",
    play: async ({ commitment }) => {
      await changeSettings(installed, { automaticSync: false });
      await invoiceOf(world, commitment, { work_completed_this_period: "1000.00" });
      await typed(commitment, { amount: "1200.00" });
    },
    money: { billed: "26000.00", paid: "1200.00", unpaid: "25000.00", onlyInProcore: "200.00" },
  },
  {
    does: "it is deleted in NetSuite",
    play: ({ billId }) => netsuite("delete_bill", { billId }),
    money: { ...NONE, unpaid: "25000.00" },
  },
  {
    does: "another invoice is billed that NetSuite does not have",
    play: async ({ commitment }) => {
      await changeSettings(installed, { automaticSync: false });
      await invoiceOf(world, commitment, { work_completed_this_period: "1000.00" });
    },
    money: { ...NONE, billed: "26000.00", unpaid: "26000.00" },
  },
  {
    does: "the contract's currency becomes another one than that of the bill",
    play: async ({ billId, commitment }) => {
      await procore("update_company", { id: installed.companyId, isMulticurrency: true });
      await procore("set_rules", { locksApprovedCommitments: false });
      await netsuite("apply_credit", { billId, amount: "20000.00" });
      await pay(billId, "1000.00");
      await procore("update_commitment", { id: commitment.id, currency: "CAD" });
    },
    money: { ...NONE, currency: "CAD", unpaid: "25000.00" },
  },
];

it.each(cases)("says what is paid, settled otherwise and open of a bill: $does", async (one) => {
  const commitment = await ordered(world, installed, one.does);
  const billId = await billOf(world, installed, commitment, "50");
  await one.play({ billId, commitment });

  const { money } = await seen(commitment);

  await netsuite("set_options", { hiddenFromRole: [] });
  await changeSettings(installed, { automaticSync: true });
  expect(money).toMatchObject(one.money);
});

function invoiceIn(commitment: Commitment): string {
  const { requisitions } = world.procore.system.live();
  return [...requisitions.values()].find((one) => one.commitmentId === commitment.id)!.id;
}

const typed = (commitment: Commitment, fields: object) =>
  procore("create_payment", {
    contractId: commitment.id,
    fields: { payment_method: "check", date: "2026-05-04", ...fields },
  });

const pay = (billId: string, amount: string) =>
  netsuite("pay_bill", { billId, amount, method: "check" }) as Promise<{ paymentId: string }>;

const freight = (billId: string) =>
  netsuite("edit_bill", {
    billId,
    changes: { item: { items: [{ item: { id: "81" }, quantity: 1, rate: 750, amount: 750 }] } },
  });
