import type { CostType, HeldBack, Installation } from "../../server/api/contract.ts";
import { systemView } from "../../server/api/describe-system.ts";
import { nothingChosen } from "../../server/connectors/fields.ts";
import { netsuiteSystem } from "../../server/connectors/netsuite/connector.ts";

export const companyId = "562949953421312";

/** A company as it stands right after the marketplace install: nothing chosen yet. */
export function freshInstallation(): Installation {
  return {
    company: { id: companyId, name: "Northgate Builders" },
    status: "setting_up",
    step: "projects",
    projects: [
      { id: "562949953500001", name: "Harbor Tower", number: "24-011", isChosen: false },
      {
        id: "562949953500002",
        name: "Eastside Clinic and Outpatient Pavilion, Phase II",
        number: "24-017",
        isChosen: false,
      },
      { id: "562949953500003", name: "Mill Street Lofts", number: null, isChosen: false },
    ],
    connection: null,
    settings: {
      automaticSync: false,
      resourceTypes: { commitment: true, requisition: true, payment: true },
      createVendors: true,
      paymentSchedule: "hourly",
      own: nothingChosen(netsuiteSystem.settings),
    },
    choicesMark: "as shown",
    systems: [systemView(netsuiteSystem)],
    webhooks: {
      ok: true,
      message: "No webhook yet: they are made when the set-up is finished.",
      renewal: null,
    },
    erasure: null,
    unread: [],
    payments: { lookedAt: null, problems: [] },
    supportUrl: "https://support.crosstie.example",
    may: {
      setUp: true,
      changeSettings: true,
      viewActivities: true,
      viewCompany: true,
      viewAuditLog: true,
      reconcile: true,
      syncPayments: true,
      seeSessions: true,
    },
  };
}

/** What a person may who only comes by. */
export const mayNothing: Installation["may"] = {
  setUp: false,
  changeSettings: false,
  viewActivities: false,
  viewCompany: false,
  viewAuditLog: false,
  reconcile: false,
  syncPayments: false,
  seeSessions: false,
};

export const choices = {
  subsidiaryId: [
    { id: "1", name: "Northgate Builders Inc." },
    { id: "4", name: "Northgate Builders Canada ULC" },
  ],
  itemId: [{ id: "88", name: "Subcontract cost" }],
};

/** As a company has them after its set-up by Procore. */
export function someCostTypes(): CostType[] {
  return [
    { id: "562949953480001", code: "C", name: "Commitment" },
    { id: "562949953480002", code: "M", name: "Materials" },
    { id: "562949953480003", code: "E", name: "Equipment" },
    { id: "562949953480004", code: "OC", name: "Owner Cost" },
    { id: "562949953480005", code: "SVC", name: "Professional Services" },
    { id: "562949953480006", code: "O", name: "Other" },
  ];
}

/** The same company, running. */
export function runningInstallation(): Installation {
  const fresh = freshInstallation();
  return {
    ...fresh,
    status: "active",
    step: "done",
    projects: fresh.projects.map((project, place) => ({ ...project, isChosen: place < 2 })),
    connection: {
      system: "netsuite",
      account: "7654321_SB1",
      hasCredentials: true,
      shown: {
        accountId: "7654321_SB1",
        clientId: "f3c0a6d1e9",
        certificateId: "cYQ1rM0tq2",
        baseUrl: "",
      },
      status: "working",
      summary: "Signed in as integration role “Crosstie”.",
      checkedAt: "2026-03-20T15:00:00Z",
      choices,
      unset: [],
      missing: [],
    },
    settings: {
      ...fresh.settings,
      own: { ...fresh.settings.own, subsidiaryId: "1", itemId: "88" },
    },
    webhooks: { ok: true, message: "Procore reports changes of 2 projects.", renewal: null },
  };
}

export const someHeldBack = (): HeldBack => ({
  kind: "commitment",
  words: { one: "commitment", many: "commitments" },
  projectId: "562949953500001",
  waitsFor: "automaticSync",
  count: 180,
  amount: "4210300.00",
  currency: "USD",
});

/** What the ERP keeps from Crosstie on a bad day. */
export const someInDoubt = (): Installation["payments"] => ({
  lookedAt: "2026-03-20T15:05:00Z",
  problems: [
    "5 bills are in doubt.",
    "SC-014, invoice 0007: The ERP counts 24900.00 of bill 0007 as paid, and shows nothing that paid it. Has the connection's role the right to see payments and credits? Give it to the role, and sync payments again.",
    "And 4 more.",
  ],
});

/** What Procore keeps from Crosstie on a bad day. */
export function someUnread(): Installation["unread"] {
  const clinic = {
    projectId: "562949953500002",
    projectName: "Eastside Clinic and Outpatient Pavilion, Phase II",
  };
  return [
    {
      ...clinic,
      kind: "requisition",
      words: { one: "subcontractor invoice", many: "subcontractor invoices" },
      tool: "Commitments",
      isList: true,
      count: 1,
      reason: "Procore: You do not have permission to access this project",
      whoseMove: "admin",
      since: "2026-03-20T15:05:00Z",
    },
    {
      kind: "requisition",
      words: { one: "subcontractor invoice", many: "subcontractor invoices" },
      tool: "Commitments",
      isList: false,
      projectId: "562949953500001",
      projectName: "Harbor Tower",
      count: 3,
      reason: "Procore: answered in an unexpected shape (summary.current_payment_due: Required)",
      whoseMove: "crosstie",
      since: "2026-03-20T15:20:00Z",
    },
    {
      kind: "vendor",
      words: { one: "vendor", many: "vendors" },
      tool: "Directory",
      isList: false,
      projectId: null,
      projectName: null,
      count: 1,
      reason: "Procore: a gateway answered 502",
      whoseMove: "crosstie",
      since: "2026-03-20T15:25:00Z",
    },
  ];
}
