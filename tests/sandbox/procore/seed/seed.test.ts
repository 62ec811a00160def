import { expect, it } from "vitest";
import { createState } from "../create-state.ts";
import { CLIENT } from "../stage.ts";
import type { ProcoreState } from "../state.ts";

const app = {
  name: "Crosstie",
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  serviceClientId: null,
  serviceClientSecret: null,
  redirectUris: [],
  origin: "",
  versionKey: "",
  version: "",
  description: "",
};
const seededAt = (now: string) => createState({ app, now: new Date(now) });

const stamped = ({
  projects,
  vendors,
  costCodes,
  commitments,
  requisitions,
  changeOrders,
  payments,
  users,
}: ProcoreState) =>
  [projects, vendors, costCodes, commitments, requisitions, changeOrders, payments, users].flatMap(
    (records) => [...records.values()],
  );
/** All of it but dates, whole or in front of a time. */
const dateless = (state: ProcoreState) =>
  JSON.stringify([...stamped(state), ...state.billingPeriods.values()]).replaceAll(
    /\d{4}-\d\d-\d\d/g,
    "date",
  );

it.each([
  "2024-02-29T12:00:00Z",
  "2026-11-25T10:00:00Z",
  "2027-01-01T00:00:00Z",
  "2031-03-31T23:59:59Z",
])(
  "looks at %s as it does at any time: nothing is still to come, last month's invoices are under way",
  (now) => {
    const state = seededAt(now);

    const open = [...state.billingPeriods.values()].filter(({ status }) => status === "open");
    const firstOfMonth = `${now.slice(0, 7)}-01`;
    expect(
      stamped(state).filter(({ createdAt, updatedAt }) => createdAt > now || updatedAt > now),
    ).toEqual([]);
    expect(open).toHaveLength(state.projects.size);
    for (const { startDate, endDate } of open) {
      expect(startDate.endsWith("-01")).toBe(true);
      expect(new Date(Date.parse(endDate) + 86_400_000).toISOString().slice(0, 10)).toBe(
        firstOfMonth,
      );
    }
    expect(dateless(state)).toBe(dateless(seededAt("2026-11-01T00:00:00Z")));
  },
);
