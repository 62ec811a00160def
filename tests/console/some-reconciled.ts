import { ReconcilePage, type ReconciledContract } from "../../server/api/contract.ts";

type Figures = ReconciledContract["figures"];

const same = (amount: string): [string, string] => [amount, amount];
const equal: Figures = {
  contract: same("250000.00"),
  billed: same("100000.00"),
  paid: same("40000.00"),
  retained: ["10000.00", null],
};

function contract(place: number, changes: Partial<ReconciledContract>): ReconciledContract {
  return {
    place,
    projectId: "562949953500001",
    projectName: "Harbor Tower",
    procoreId: `56294995347100${place}`,
    recordId: String(20 + place),
    number: `SC-0${10 + place}`,
    title: "Structural steel",
    vendorName: "Acme Steel Erectors",
    currency: "USD",
    figures: equal,
    differs: [],
    reasons: [],
    readAt: "2026-03-20T08:01:00.000Z",
    ...changes,
  };
}

const done = {
  status: "done",
  startedAt: "2026-03-20T08:00:00.000Z",
  finishedAt: "2026-03-20T08:02:00.000Z",
  done: 4,
  total: 4,
  by: null,
  problem: null,
} as const;

/** Two contracts that differ and two that do not, in two projects. */
export function someReconciled(): ReconcilePage {
  const items = [
    contract(1, {
      figures: { ...equal, contract: ["262500.50", "250000.00"], paid: ["40000.00", "65000.00"] },
      differs: ["contract", "paid"],
      reasons: [
        {
          of: "contract",
          says: "change order 003 not sent",
          detail: "It waits: automatic sync is off.",
          recordId: "21",
        },
        {
          of: "paid",
          says: "payment 10077 of 25000.00 waits",
          detail: "Procore does not show it yet.",
          recordId: null,
        },
      ],
    }),
    contract(2, {
      number: "PO-012",
      title: "Anchor bolts and embeds, east and west elevations of the podium",
      figures: { ...equal, billed: ["100000.00", "98500.00"] },
      differs: ["billed"],
      reasons: [
        {
          of: "billed",
          says: "invoice 0007 edited in NetSuite",
          detail:
            "vendor bill PO-012-7 comes to 28500.00 in NetSuite and to 30000.00 in Procore: accounting makes one of them right, then presses Sync now",
          recordId: "31",
        },
      ],
    }),
    contract(3, { title: "Demolition" }),
    contract(4, {
      projectId: "562949953500002",
      projectName: "Eastside Clinic and Outpatient Pavilion, Phase II",
      title: "Electrical",
      currency: "CAD",
    }),
  ];
  return ReconcilePage.parse({
    system: "NetSuite",
    run: done,
    shown: done,
    projects: [
      {
        id: "562949953500001",
        name: "Harbor Tower",
        currency: "USD",
        contracts: 3,
        differing: 2,
        figures: {
          contract: ["762500.50", "750000.00"],
          billed: ["300000.00", "298500.00"],
          paid: ["120000.00", "145000.00"],
          retained: ["30000.00", null],
        },
      },
      {
        id: "562949953500002",
        name: "Eastside Clinic and Outpatient Pavilion, Phase II",
        currency: "CAD",
        contracts: 1,
        differing: 0,
        figures: equal,
      },
    ],
    items,
    nextCursor: null,
    count: 4,
    differing: 2,
  });
}

export const noneReconciled = (): ReconcilePage => ({
  ...someReconciled(),
  run: null,
  shown: null,
  projects: [],
  items: [],
  count: 0,
  differing: 0,
});
