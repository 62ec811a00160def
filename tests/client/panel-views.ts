import type {
  Notification,
  NotInErp,
  ProjectView,
  SharedInvoice,
  WhyNotPaid,
} from "../../server/api/contract.ts";
import { COMMITMENT, invoice, PROJECT, view } from "./view-parts.ts";
import { synced } from "./views.ts";

const facts = [
  "Invoice 0008 of SC-014 · Structural steel, Harbor Tower, Ridgeline Builders.",
  "Payable: $28,500.00.",
  "Procore: approved, seen on Mar 2, 2026.",
  "NetSuite: Vendor bill 0008, entered on Mar 2, 2026, dated Feb 28, 2026. It is posted.",
  "Due: Oct 31, 2026.",
  "Open: $28,500.00.",
];
const title = "Invoice 0008: it is approved, in NetSuite, and due on Oct 31, 2026";

export const why: WhyNotPaid = { title, facts, text: [title, "", ...facts, ""].join("\n") };

export const shared: SharedInvoice = {
  url: "https://crosstie.example/invoice?key=v2.a.b",
  until: "2026-04-03T09:45:00.000Z",
};

/** The issue's own example. */
export const approvedNotPaid = view({
  ...synced,
  invoices: [
    ...synced.invoices.map((one) => ({ ...one, paid: one.amount, open: "0.00" })),
    {
      ...invoice,
      id: "8",
      number: "0008",
      amount: "28500.00",
      paid: "0.00",
      open: "28500.00",
      due: "2026-10-31",
    },
  ],
  changeOrders: [
    {
      id: "31",
      number: "001",
      title: "Added bracing",
      status: "approved",
      amount: "50000.00",
      state: "counted",
      isInErp: true,
    },
    {
      id: "32",
      number: "002",
      title: "Stair tower",
      status: "approved",
      amount: "12400.00",
      state: "counted",
      isInErp: false,
    },
    {
      id: "33",
      number: "003",
      title: "Paint",
      status: "rejected",
      amount: "900.00",
      state: "out",
      isInErp: false,
    },
  ],
});

export const news: Notification = {
  id: "1",
  kind: "invoice_paid",
  text: "Invoice 0007, 325000.00 USD, is paid, last by check 20417.",
  contract: "SC-014",
  projectId: PROJECT,
  commitmentId: COMMITMENT,
  at: "2026-03-20T09:00:00.000Z",
  readAt: null,
};

export const missing: NotInErp = {
  projectId: PROJECT,
  projectName: "Harbor Tower",
  commitmentId: "21",
  number: "SC-021",
  title: "Curtain wall",
  vendor: "Northlight Glazing LLC",
  amount: "840000.00",
  currency: "USD",
  record: "error",
  reason: "NetSuite has no vendor for Northlight Glazing LLC",
  since: "2026-03-18T16:30:00.000Z",
  whoseMove: "accounting",
  url: "https://app.procore.example/webclients/host/companies/1/projects/2/tools/contracts/commitments/work_order_contracts/21",
};

export const aProject: ProjectView = {
  project: { id: PROJECT, name: "Harbor Tower" },
  system: "NetSuite",
  commitments: 12,
  inErp: 9,
  totals: [
    {
      currency: "USD",
      missing: "1180000.00",
      contract: "4812000.00",
      billed: "1210500.00",
      paid: "980000.00",
      unpaid: "230500.00",
      retainage: "121050.00",
    },
  ],
  waiting: [
    missing,
    {
      ...missing,
      commitmentId: "22",
      number: "PO-008",
      title: "Rebar and mesh",
      amount: "96420.50",
      record: "pending",
      reason: "automatic sync is off",
      whoseMove: "sender",
    },
  ],
  more: 1,
  asOf: "2026-03-20T09:45:00.000Z",
};
