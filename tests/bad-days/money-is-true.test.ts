import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { useWorld } from "../world/use-world.ts";
import { billOf, type Row, tableOf } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const procore = (name: string, given: object) => world.procore.system.act({ do: name, ...given });
const netsuite = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const rest = () => atRest(world);

const rows: Row[] = [
  {
    does: "1 a change order of 12,500.50 is pending",
    play: (commitment) => change(commitment, "pending"),
    order: ["50000.00", "50000.00"],
    says: ["success"],
  },
  {
    does: "1 it is approved",
    play: (commitment) => change(commitment, "approved"),
    order: ["62500.50", "62500.50"],
    says: ["success"],
  },
  {
    does: "1 half of it is billed, then it is void",
    play: async (commitment) => {
      const { id } = await change(commitment, "approved");
      await rest();
      await invoice(commitment, "50");
      await procore("set_change_order_status", { id, status: "void" });
    },
    order: ["50000.00", "62500.50"],
    bills: ["31250.25", "31250.25"],
    says: ["desynchronized", "success"],
  },
  {
    does: "2 the retainage of the contract is 5 % now",
    play: async (commitment) => {
      await procore("set_rules", { locksApprovedCommitments: false });
      await procore("update_commitment", { id: commitment.id, retainage_percent: "5.0" });
    },
    order: ["50000.00", "50000.00"],
    says: ["success"],
  },
  {
    does: "3 accounting adds freight of 750.00, Procore's line becomes 60,000.00",
    play: async (commitment) => {
      const freight = { item: { id: "81" }, description: "Freight", quantity: 1, rate: 750 };
      await netsuite("edit_purchase_order", {
        purchaseOrderId: orderIdOf(commitment),
        changes: { item: { items: [freight] } },
      });
      await setAmount(commitment, "60000.00");
    },
    order: ["60000.00", "60750.00"],
    says: ["desynchronized"],
  },
  {
    does: "4 a check of 1,000.00 waits for approval in NetSuite",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      const { paymentId } = await pay(billId, "1000.00");
      await netsuite("set_payment_status", { paymentId, status: "pendingApproval" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["0.00", "0.00"],
    says: ["success", "success", "pending_approval"],
  },
  {
    does: "4 a check of 1,000.00 that was sent is rejected",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      const { paymentId } = await pay(billId, "1000.00");
      await syncPayments(installed, commitment);
      await rest();
      await netsuite("set_payment_status", { paymentId, status: "rejected" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["0.00", "0.00"],
    says: ["success", "success", "rejected"],
  },
  {
    does: "8 accounting edits the bill to 450.00",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      const line = { line: 1, quantity: 1, rate: 450, amount: 450 };
      await netsuite("edit_bill", { billId, changes: { item: { items: [line] } } });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "450.00"],
    says: ["success", "desynchronized"],
  },
  {
    does: "8 accounting deletes the order, Procore's line changes",
    play: async (commitment) => {
      await netsuite("delete_purchase_order", { purchaseOrderId: orderIdOf(commitment) });
      await syncPayments(installed, commitment);
      await rest();
      await setAmount(commitment, "60000.00");
    },
    order: ["60000.00", "0.00"],
    says: ["desynchronized"],
  },
  {
    does: "11 the bill is settled by credit, journal and prepayment",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await netsuite("apply_credit", { billId, amount: "20000.00" });
      await netsuite("apply_journal", { billId, amount: "4000.00" });
      await netsuite("apply_prepayment", { billId, amount: "1000.00" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["0.00", "0.00"],
    says: ["success", "success"],
  },
  {
    does: "11 it is paid with 24,500.00 and a discount of 500.00",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await netsuite("pay_bill", { billId, amount: "24500.00", discount: "500.00" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["24500.00", "24500.00"],
    says: ["success", "success"],
  },
  {
    does: "11 a part of it is paid with 4,500.00 and a discount of 500.00",
    play: async (commitment) => {
      const billId = await invoice(commitment, "50");
      await netsuite("pay_bill", { billId, amount: "4500.00", discount: "500.00" });
      await syncPayments(installed, commitment);
    },
    order: ["50000.00", "50000.00"],
    bills: ["25000.00", "25000.00"],
    paid: ["4500.00", "4500.00"],
    says: ["success", "success"],
  },
  ...["amount", "zero"].map((unpostedLinks) => ({
    does: `11 as much waits for approval beside a discount, with links of ${unpostedLinks}`,
    play: async (commitment: Commitment) => {
      await netsuite("set_options", { unpostedLinks });
      const billId = await invoice(commitment, "50");
      const { paymentId } = await pay(billId, "500.00");
      await netsuite("set_payment_status", { paymentId, status: "pendingApproval" });
      await netsuite("pay_bill", { billId, amount: "4500.00", discount: "500.00" });
      await syncPayments(installed, commitment);
      await rest();
      await netsuite("set_options", { unpostedLinks: "amount" });
    },
    order: ["50000.00", "50000.00"] as const,
    bills: ["25000.00", "25000.00"] as const,
    paid: ["4500.00", "4500.00"] as const,
    says: ["success", "success", "pending_approval"],
  })),
  {
    does: "18 Procore hides a line of 3,000.00 from the service account",
    play: async (commitment) => {
      const fields = { description: "Private", amount: "3000.00" };
      await procore("add_line", { commitmentId: commitment.id, fields });
      await rest();
      const hidden = [commitment.lines[1]!.id];
      await procore("hide_lines", { commitmentId: commitment.id, hidden });
      await procore("update_commitment", { id: commitment.id, description: "Lines hidden" });
    },
    order: ["53000.00", "53000.00"],
    says: ["error"],
  },
];

tableOf(world, installed, rows);

const orderIdOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!.id;

const setAmount = (commitment: Commitment, amount: string) =>
  procore("set_line_amount", {
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount,
  });

const change = (commitment: Commitment, status: string) =>
  procore("create_change_order", {
    commitmentId: commitment.id,
    number: "001",
    title: "Extra bay",
    status,
    lines: [
      { description: "Steel", amount: "12500.50", cost_code_id: commitment.lines[0]!.costCodeId },
    ],
  }) as Promise<{ id: string }>;

const invoice = (commitment: Commitment, percent: string) =>
  billOf(world, installed, commitment, percent);

const pay = (billId: string, amount: string) =>
  netsuite("pay_bill", { billId, amount, method: "check" }) as Promise<{ paymentId: string }>;
