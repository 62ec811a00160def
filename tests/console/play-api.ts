import type { IncomingMessage } from "node:http";
import {
  Activity,
  ActivityChoices,
  ActivityHistory,
  type ActivityItem,
  ActivityPage,
  ActivityView,
  NotInErpList,
  ReconcilePage,
} from "../../server/api/contract.ts";
import { type Answer, refusal } from "./answer.ts";
import { companyId } from "./company.ts";
import { answerAuditLog } from "./play-audit-log.ts";
import { answerBatches } from "./play-batches.ts";
import { answerInstallation } from "./play-installation.ts";
import { answerProblems } from "./play-problems.ts";
import { answerRecords } from "./play-records.ts";
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
  const ofBatches = answerBatches(played, call, { query: url.searchParams, body });
  if (ofBatches) return ofBatches;
  if (call === "GET /activities/choices") {
    return { status: 200, body: ActivityChoices.parse(activityChoices) };
  }
  if (path.startsWith("/activity-views")) return answerViews(played, call, body);
  if (path.startsWith("/activities")) return answerActivities(played, call, url.searchParams);
  if (call === "GET /not-in-erp") {
    return { status: 200, body: NotInErpList.parse(played.notInErp) };
  }
  if (call === "GET /audit-log") return answerAuditLog(played, url.searchParams);
  if (path.startsWith("/records")) {
    return answerRecords(played, call, { query: url.searchParams, body });
  }
  if (path === "/reconcile") return answerReconcile(played, call, url.searchParams);
  if (path === "/reconcile/export") return { status: 200, body: "Project\n" };
  return answerInstallation(played, call, body);
}

function answerReconcile(played: Played, call: string, query: URLSearchParams): Answer {
  const { reconciled } = played;
  if (call.startsWith("POST")) {
    const run = { ...reconciled.run!, status: "running" as const, finishedAt: null, done: 1 };
    played.reconciled = { ...reconciled, run };
    return { status: 202, body: {} };
  }
  const items = reconciled.items.filter(
    ({ projectId, differs }) =>
      (!query.get("project") || projectId === query.get("project")) &&
      (!query.get("only") || differs.length > 0),
  );
  const count = items.length;
  return { status: 200, body: ReconcilePage.parse({ ...reconciled, items, count }) };
}

function answerViews({ views }: Played, call: string, body: unknown): Answer {
  const id = /\/activity-views\/(\d+)$/.exec(call)?.[1];
  const at = views.findIndex((view) => view.id === id);
  if (call.startsWith("GET")) return { status: 200, body: views };
  if (call.startsWith("DELETE")) views.splice(at, 1);
  if (call.startsWith("PUT")) Object.assign(views[at]!, body);
  if (!call.startsWith("POST")) return { status: 204 };
  const view = ActivityView.parse({ id: String(views.length + 1), ...(body as object) });
  views.push(view);
  return { status: 201, body: view };
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
