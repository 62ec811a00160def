import {
  Bell,
  BlockedPage,
  Notifications,
  Overview,
  ProblemList,
  Queued,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";
import { emptyOverview } from "./some-overview.ts";

export interface PlayedProblems {
  bell: Bell;
  problems: ProblemList;
  overview: Overview;
  notifications: Notifications;
}

export const noProblems = (): PlayedProblems => ({
  bell: { unacknowledged: 0, canAcknowledge: true, problems: 0, newest: [] },
  problems: { items: [], count: 0, isWhole: true },
  overview: emptyOverview(),
  notifications: { items: [], unread: 0 },
});

/** Undefined: it is another door's. */
export function answerProblems(
  played: PlayedProblems,
  call: string,
  body: unknown,
): Answer | undefined {
  if (call === "GET /overview") return { status: 200, body: Overview.parse(played.overview) };
  if (call === "GET /notifications") {
    return { status: 200, body: Notifications.parse(played.notifications) };
  }
  if (call === "POST /notifications/read") {
    const { items } = played.notifications;
    const { ids } = body as { ids: string[] };
    const readAt = new Date().toISOString();
    const read = items.map((one) => (ids.includes(one.id) ? { ...one, readAt } : one));
    played.notifications = { items: read, unread: 0 };
    return { status: 204 };
  }
  if (call === "GET /failures") return { status: 200, body: Bell.parse(played.bell) };
  if (call === "POST /failures/acknowledge") {
    const { recordIds } = body as { recordIds?: string[] };
    const newest = played.bell.newest.map((one) =>
      !recordIds || recordIds.includes(one.recordId) ? { ...one, isAcknowledged: true } : one,
    );
    const unacknowledged = newest.filter((one) => !one.isAcknowledged).length;
    played.bell = { ...played.bell, newest, unacknowledged };
    return { status: 200, body: Bell.parse(played.bell) };
  }
  if (call === "GET /problems") return { status: 200, body: ProblemList.parse(played.problems) };
  const [, method, id, act] = /^(\w+) \/problems\/(\d+)\/(records|retry)$/.exec(call) ?? [];
  if (!act) return undefined;
  const problem = played.problems.items.find((one) => one.id === id);
  if (!problem) return refusal(409, "conflict", "This problem is mended already.");
  if (method === "POST") {
    const { failed } = problem;
    Object.assign(problem, { failed: 0, retrying: failed });
    return { status: 202, body: Queued.parse({ queued: failed }) };
  }
  return { status: 200, body: BlockedPage.parse({ items: blockedBy(problem), nextCursor: null }) };
}

const blockedBy = ({ failed, retrying, waiting }: ProblemList["items"][number]) =>
  Array.from({ length: failed + retrying + waiting }, (_, index) => ({
    recordId: String(100 + index),
    activityId: index < failed ? "2001" : "1001",
    resourceWord: index < failed ? "Commitment" : "Requisition",
    procoreId: String(562949953421900 + index),
    title: index < failed ? `SC-02${index + 1} · Glazing` : `SC-021 · invoice ${index}`,
    projectName: "Harbor Tower",
    currency: "USD",
    amount: `${(index + 1) * 1250}.00`,
    state: index < failed ? "failed" : index < failed + retrying ? "retrying" : "waiting",
    error: index < failed ? "NetSuite has no vendor for Northlight Glazing LLC" : null,
  }));
