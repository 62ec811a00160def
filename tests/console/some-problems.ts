import type { Bell, Problem, ProblemList } from "../../server/api/contract.ts";

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
