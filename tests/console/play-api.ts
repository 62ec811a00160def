import type { IncomingMessage } from "node:http";
import {
  Activity,
  ActivityChoices,
  ActivityHistory,
  type ActivityItem,
  ActivityPage,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";
import { companyId } from "./company.ts";
import { answerAuditLog } from "./play-audit-log.ts";
import { answerInstallation } from "./play-installation.ts";
import { answerProblems } from "./play-problems.ts";
import { answerSessions, openSession } from "./play-sessions.ts";
import type { Played, PlayedActivity } from "./played.ts";
import { activityChoices } from "./some-activities.ts";

/** Answers as the contract says: what it makes up is parsed by the contract before it leaves. */
export function answer(played: Played, request: IncomingMessage, body: unknown): Answer {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = url.pathname.replace("/api/v1", "").replace(`/companies/${companyId}`, "");
  const call = `${request.method} ${path}`;
  played.calls.push(call);
  played.bodies.set(call, body);
  const refused = played.refuse(request.method ?? "", path);
  if (refused) return refused;
  if (call === "POST /session") return openSession(played);
  const brings = request.headers.authorization;
  if (call === "GET /session" && !brings) return { status: 204 };
  if (brings !== "Bearer a-session-token") {
    return refusal(401, "signed_out", "Sign in again.");
  }
  if (path.startsWith("/sessions")) {
    return answerSessions(played, call, url.pathname.includes("/companies/"));
  }
  if (call === "DELETE /session") return { status: 204 };
  const ofProblems = answerProblems(played, call, body);
  if (ofProblems) return ofProblems;
  if (call === "GET /activities/choices") {
    return { status: 200, body: ActivityChoices.parse(activityChoices) };
  }
  if (path.startsWith("/activities")) return answerActivities(played, call, url.searchParams);
  if (call === "GET /audit-log") return answerAuditLog(played, url.searchParams);
  return answerInstallation(played, call, body);
}

function answerActivities(played: Played, call: string, query: URLSearchParams): Answer {
  const [, id, act] = /^\w+ \/activities\/(\w+)(\/\w+)?$/.exec(call) ?? [];
  const found = played.activities.find((each) => each.id === id);
  if (id && !found) return refusal(404, "not_found", "There is no such activity.");
  if (act === "/retry") return { status: 202, body: {} };
  if (found && act === "/history") {
    return { status: 200, body: ActivityHistory.parse({ ...played.history, changes: [found] }) };
  }
  if (found) return { status: 200, body: Activity.parse(found) };
  const byTab = Object.groupBy(played.activities, tabOf);
  const counts = {
    pending: byTab.pending?.length ?? 0,
    failed: byTab.failed?.length ?? 0,
    completed: byTab.completed?.length ?? 0,
  };
  const tab =
    (query.get("tab") as keyof typeof counts | null) ?? (counts.failed ? "failed" : "pending");
  const rows = byTab[tab] ?? [];
  const from = Number(query.get("cursor") ?? 0);
  const to = from + played.pageSize;
  return {
    status: 200,
    body: ActivityPage.parse({
      tab,
      items: rows.slice(from, to).map(itemOf),
      nextCursor: to < rows.length ? String(to) : null,
      counts: from === 0 ? counts : null,
    }),
  };
}

function itemOf(activity: PlayedActivity): ActivityItem {
  const { detectedAt, impact } = activity;
  const alone = { open: [], openCount: 1, since: detectedAt, openImpact: impact?.amount ?? null };
  return { ...alone, ...activity };
}

function tabOf({ status }: Activity): "pending" | "failed" | "completed" {
  return status === "pending" || status === "failed" ? status : "completed";
}
