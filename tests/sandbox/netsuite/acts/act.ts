import { ActRefused, BadAct, faultsIn, type Act } from "../../core/system.ts";
import { deleteRecord } from "../records/save-record.ts";
import { Refusal } from "../refusal.ts";
import type { PaymentState } from "../rules/payment-state.ts";
import { printCheck, setPaymentState } from "../rules/payment-steps.ts";
import { unapplyPayment, voidPayment } from "../rules/payments.ts";
import { approve, createBill, edit, holdBill, setPeriod } from "./accounting.ts";
import { findRecord, optionalText, requiredText } from "./arguments.ts";
import { closeLines, setExternalId, takeOrder } from "./orders.ts";
import { payBill } from "./pay-bill.ts";
import type { Player, Stage } from "./player.ts";
import { ARGUMENTS } from "./schemas.ts";
import { settleBill } from "./settle-bill.ts";
import { SETUP_ACTS } from "./setup-acts.ts";
import { VENDOR_ACTS } from "./vendors.ts";

const order = (action: Act, { account }: Stage) =>
  findRecord(account, "purchaseOrder", action, "purchaseOrderId");
const bill = (action: Act, { account }: Stage) =>
  findRecord(account, "vendorBill", action, "billId");
const payment = (action: Act, { account }: Stage) =>
  findRecord(account, "vendorPayment", action, "paymentId");

/**
 * What NetSuite's own users and administrators do, and the knobs of the sandbox. Each answers with
 * the ids it touched.
 */
const ACTS: Record<keyof typeof ARGUMENTS, Player> = {
  ...SETUP_ACTS,
  ...VENDOR_ACTS,
  edit_purchase_order: (action, stage) => edit(stage.account, order(action, stage), action),
  edit_bill: (action, stage) => edit(stage.account, bill(action, stage), action),
  delete_purchase_order: (action, stage) => deleteRecord(stage.account, order(action, stage)),
  close_purchase_order: (action, stage) =>
    closeLines(stage.account, order(action, stage), { closed: action.closed !== false }),
  close_purchase_order_line: (action, stage) =>
    closeLines(stage.account, order(action, stage), {
      closed: action.closed !== false,
      line: String(action.line),
    }),
  receive_purchase_order: (action, stage) =>
    takeOrder(stage.account, order(action, stage), { target: "itemReceipt", action }),
  bill_purchase_order: (action, stage) =>
    takeOrder(stage.account, order(action, stage), { target: "vendorBill", action }),
  set_external_id: (action, { account }) => setExternalId(account, action),
  approve_purchase_order: (action, stage) => approve(stage.account, order(action, stage), action),
  create_bill: (action, { account }) => createBill(account, action),
  approve_bill: (action, stage) => approve(stage.account, bill(action, stage), action),
  hold_bill: (action, stage) => holdBill(stage.account, bill(action, stage), action.hold !== false),
  delete_bill: (action, stage) => deleteRecord(stage.account, bill(action, stage)),
  delete_credit: (action, { account }) =>
    deleteRecord(account, findRecord(account, "vendorCredit", action, "creditId")),
  pay_bill: (action, { account }) => payBill(account, action),
  edit_payment: (action, stage) => edit(stage.account, payment(action, stage), action),
  apply_credit: (action, { account }) => settleBill(account, action, "vendorCredit"),
  apply_prepayment: (action, { account }) =>
    settleBill(account, action, "vendorPrepaymentApplication"),
  apply_journal: (action, { account }) => settleBill(account, action, "journalEntry"),
  void_payment: (action, stage) => {
    const reversing =
      typeof action.reversingJournals === "boolean" ? action.reversingJournals : undefined;
    const journal = voidPayment(stage.account, payment(action, stage), reversing);
    return { voidJournalId: journal?.id ?? null };
  },
  set_payment_status: (action, stage) =>
    setPaymentState(stage.account, payment(action, stage), action.status as PaymentState),
  print_check: (action, stage) =>
    printCheck(stage.account, payment(action, stage), requiredText(action, "checkNumber")),
  unapply_payment: (action, stage) => unapplyPayment(stage.account, payment(action, stage)),
  delete_payment: (action, stage) => deleteRecord(stage.account, payment(action, stage)),
  close_period: (action, { account }) => setPeriod(account, requiredText(action, "name"), true),
  open_period: (action, { account }) => setPeriod(account, requiredText(action, "name"), false),
  expire_tokens: (_, { tokens }) => tokens.expireAll(),
  set_latency: (action, { options }) => {
    options.latencyMs = action.ms as number;
  },
  set_options: ({ do: _do, ...chosen }, { options, rebuild }) => {
    Object.assign(options, chosen);
    rebuild();
  },
  change_under_save: (action, { account }) => {
    const detail = {
      detail: "Error while accessing a resource. Record has been changed.",
      code: optionalText(action, "code") ?? "RCRD_HAS_BEEN_CHANGED",
    };
    account.refuseNext(new Refusal(action.status === 409 ? 409 : 400, detail));
  },
};

export function act(action: Act, stage: Stage): unknown {
  const { do: name, ...given } = action;
  if (!isAct(name)) {
    throw new BadAct(
      `NetSuite's sandbox knows no act "${name}"; it knows ${Object.keys(ACTS).join(", ")}.`,
    );
  }
  const read = ARGUMENTS[name].safeParse(given);
  if (!read.success) throw new BadAct(`${name}: ${faultsIn(read.error)}`);
  try {
    return ACTS[name](action, stage) ?? null;
  } catch (error) {
    if (error instanceof Refusal) throw new ActRefused(error.message, { cause: error });
    throw error;
  }
}

function isAct(name: string): name is keyof typeof ARGUMENTS {
  return Object.hasOwn(ACTS, name);
}
