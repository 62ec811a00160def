import type { Overview } from "../../server/api/contract.ts";
import { someProblems } from "./some-problems.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

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
    differing: 2,
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
    differing: 0,
    notIntegrated: 0,
    days: days.map((day) => ({ ...day, synced: 0, failed: 0, pending: 0 })),
  };
}
