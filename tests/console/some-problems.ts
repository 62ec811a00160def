import type { Bell, Overview, Problem, ProblemList } from "../../server/api/contract.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const missing = {
  code: "vendor_missing",
  title: "NetSuite has no vendor for Northlight Glazing LLC",
  detail: "Create the vendor in NetSuite under this name and retry, or let Crosstie create it.",
  whoseMove: "accounting",
  system: "NetSuite",
  said: null,
  attempts: 2,
  lastAt: ago(2 * HOUR),
  candidates: [],
  remedies: [
    { kind: "create_vendor", label: "Create in NetSuite" },
    { kind: "retry", label: "Retry now" },
  ],
} satisfies Problem["failure"];

export function someProblems(): ProblemList {
  const items: Problem[] = [
    {
      id: "1",
      title: missing.title,
      detail: missing.detail,
      whoseMove: "accounting",
      openedAt: ago(2 * HOUR),
      failed: 2,
      retrying: 0,
      waiting: 12,
      worth: [
        { currency: "CAD", amount: "840000.00" },
        { currency: "USD", amount: "214500.50" },
      ],
      failure: missing,
      activityId: "2001",
      remedies: missing.remedies,
    },
    {
      id: "2",
      title: "The accounting period of 3 records is closed",
      detail:
        "Accounting opens the period in NetSuite under Setup > Accounting > Manage Accounting Periods, or somebody gives the invoice a billing date in an open period in Procore. Then retry.",
      whoseMove: "accounting",
      openedAt: ago(3 * DAY),
      failed: 3,
      retrying: 0,
      waiting: 0,
      worth: [{ currency: "USD", amount: "72180.00" }],
      failure: {
        ...missing,
        code: "period_closed",
        said: "The transaction date you specified is not within the date range of your accounting period.",
        remedies: [{ kind: "retry", label: "Retry now" }],
      },
      activityId: "2002",
      remedies: [{ kind: "retry", label: "Retry now" }],
    },
    {
      id: "3",
      title: "Crosstie cannot read all that it needs in Procore",
      detail: "Procore: You do not have permission to see these invoices",
      whoseMove: "admin",
      openedAt: ago(5 * DAY),
      failed: 0,
      retrying: 0,
      waiting: 0,
      worth: [],
      failure: null,
      activityId: null,
      remedies: [
        { kind: "open_settings", label: "Open settings", section: "connection" },
        { kind: "retry", label: "Read again" },
      ],
    },
  ];
  return { items, count: items.length, isWhole: true };
}

export function someBell(): Bell {
  const failed = {
    recordId: "81",
    activityId: "2001",
    resourceWord: "Commitment",
    procoreId: "562949953421977",
    title: "SC-021 · Glazing and curtain wall",
    projectName: "Harbor Tower",
    currency: "CAD",
    failedAt: ago(2 * HOUR),
    changes: 6,
    impact: "840000.00",
    error: missing.title,
    isAcknowledged: false,
  };
  return {
    unacknowledged: 2,
    canAcknowledge: true,
    problems: 3,
    newest: [
      failed,
      {
        ...failed,
        recordId: "82",
        activityId: "2002",
        resourceWord: "Requisition",
        procoreId: "562949953421998",
        title: "SC-014 · invoice 0002",
        currency: "USD",
        failedAt: ago(3 * HOUR),
        changes: 2,
        impact: "-12400.00",
        error:
          "The transaction date you specified is not within the date range of your accounting period.",
      },
      {
        ...failed,
        recordId: "83",
        title: "SC-033 · Elevators",
        isAcknowledged: true,
        impact: null,
      },
    ],
  };
}

export function someOverview(): Overview {
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const days = Array.from({ length: 30 }, (_, place) => {
    const start = new Date(midnight.getTime() - (29 - place) * DAY);
    const isWeekend = [0, 6].includes(start.getUTCDay());
    return {
      date: start.toISOString().slice(0, 10),
      since: start.toISOString(),
      until: new Date(start.getTime() + DAY).toISOString(),
      synced: isWeekend ? place % 3 : 24 + ((place * 37) % 41),
      failed: place % 9 === 4 ? 5 : place === 29 ? 2 : 0,
      pending: place > 26 ? place - 22 : 0,
    };
  });
  const usd = (amount: string) => [{ currency: "USD", amount }];
  return {
    isWhole: true,
    hasActivities: true,
    needs: [
      { whoseMove: "accounting", problems: 2, records: 17, worth: usd("286680.50") },
      { whoseMove: "project", problems: 1, records: 1, worth: usd("4800.00") },
      { whoseMove: "admin", problems: 1, records: 0, worth: [] },
    ],
    problems: someProblems().items,
    inFlight: {
      pending: { records: 12, worth: usd("1204300.00") },
      failed: {
        records: 5,
        worth: [
          { currency: "CAD", amount: "840000.00" },
          { currency: "USD", amount: "286680.50" },
        ],
      },
    },
    notIntegrated: 51,
    days,
    oldest: [
      {
        activityId: "1001",
        title: "SC-014 · Structural steel",
        resourceWord: "Commitment",
        projectName: "Harbor Tower",
        since: ago(6 * DAY),
        waiting: "approval in Procore",
      },
      {
        activityId: "1002",
        title: "SC-021 · invoice 0001",
        resourceWord: "Requisition",
        projectName: "Eastside Clinic and Outpatient Pavilion, Phase II",
        since: ago(3 * HOUR),
        waiting:
          "commitment SC-021, which failed: NetSuite has no vendor for Northlight Glazing LLC",
      },
    ],
    health: {
      erp: {
        name: "NetSuite",
        state: "working",
        message: "Signed in to account 7654321_SB1 as role Crosstie.",
        answeredAt: ago(60_000),
        queuedSince: null,
      },
      procore: {
        state: "broken",
        message: "Procore: You do not have permission to see these invoices",
        answeredAt: ago(4 * 60_000),
        queuedSince: null,
      },
    },
    runs: [
      {
        what: "compare",
        lastAt: ago(9 * HOUR),
        nextAt: ago(-15 * HOUR),
        problem: null,
        differing: 25,
      },
      { what: "poll", lastAt: ago(120_000), nextAt: ago(-180_000), problem: null, differing: null },
      {
        what: "payments",
        lastAt: ago(40 * 60_000),
        nextAt: ago(-20 * 60_000),
        problem: null,
        differing: null,
      },
    ],
  };
}

/** Before the first change. */
export function emptyOverview(): Overview {
  const { days, ...overview } = someOverview();
  const nothing = { records: 0, worth: [] };
  return {
    ...overview,
    hasActivities: false,
    needs: [],
    problems: [],
    oldest: [],
    inFlight: { pending: nothing, failed: nothing },
    notIntegrated: 0,
    days: days.map((day) => ({ ...day, synced: 0, failed: 0, pending: 0 })),
  };
}
