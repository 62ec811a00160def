import type { IncomingMessage } from "node:http";
import {
  Activity,
  ActivityPage,
  type AuditEntry,
  CompanyChoice,
  ConnectionTest,
  CostType,
  EnteredConnection,
  Installation,
  type LiveEvent,
  SettingsChanges,
} from "../../server/api/contract.ts";
import { choices, companyId, freshInstallation, someCostTypes } from "./company.ts";
import { answerAuditLog } from "./play-audit-log.ts";
import { withChanges } from "./play-settings.ts";

export interface Answer {
  status: number;
  body?: unknown;
}

/** What the server would know. Tests set it up and look into it afterwards. */
export interface Played {
  installation: Installation;
  activities: Activity[];
  auditLog: AuditEntry[];
  pageSize: number;
  /** Method and path of every call, in order. */
  calls: string[];
  /** Bodies by method and path, the last one of each. */
  bodies: Map<string, unknown>;
  /** A refusal to give instead of an answer. */
  refuse(method: string, path: string): Answer | null;
  test: ConnectionTest;
  /** What Procore lists. */
  costTypes: CostType[];
  /**
   * What becomes of a trip to Procore's sign-in: a code, one that is refused with this reason, or
   * nothing.
   */
  signIn: "works" | "ends empty" | { refused: string };
  /** What the trip to Procore was started with. */
  challenge: string | null;
  companies: CompanyChoice[];
  tell(event: LiveEvent): void;
  /** How many live streams are open. */
  streams(): number;
}

export function startPlay(): Played {
  return {
    installation: freshInstallation(),
    activities: [],
    auditLog: [],
    pageSize: 50,
    calls: [],
    bodies: new Map(),
    refuse: () => null,
    test: {
      ok: true,
      isReached: true,
      message: "Signed in to account 7654321_SB1 as role Crosstie.",
      choices,
      unset: [],
      missing: [],
    },
    costTypes: someCostTypes(),
    signIn: "works",
    challenge: null,
    companies: [{ id: companyId, name: "Northgate Builders", status: "setting_up" }],
    tell: () => {},
    streams: () => 0,
  };
}

export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message, requestId: "r-1" },
});

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
  if (request.headers.authorization !== "Bearer a-session-token") {
    return refusal(401, "signed_out", "Sign in again.");
  }
  if (path.startsWith("/activities")) return answerActivities(played, call, url.searchParams);
  if (call === "GET /audit-log") return answerAuditLog(played, url.searchParams);
  return answerInstallation(played, call, body);
}

function openSession({ signIn }: Played): Answer {
  if (typeof signIn === "object") return refusal(401, "bad_code", signIn.refused);
  return {
    status: 200,
    body: {
      token: "a-session-token",
      expiresAt: "2026-03-20T23:00:00Z",
      user: { id: "42", name: "Dana Whitfield", login: "dana@northgate.test" },
    },
  };
}

function answerActivities(played: Played, call: string, query: URLSearchParams): Answer {
  const [, id, act] = /^\w+ \/activities\/(\w+)(\/retry)?$/.exec(call) ?? [];
  const found = played.activities.find((each) => each.id === id);
  if (id && !found) return refusal(404, "not_found", "There is no such activity.");
  if (act) return { status: 202, body: {} };
  if (found) return { status: 200, body: Activity.parse(found) };
  const byTab = Object.groupBy(played.activities, tabOf);
  const rows = byTab[(query.get("tab") ?? "pending") as keyof typeof byTab] ?? [];
  const from = Number(query.get("cursor") ?? 0);
  const to = from + played.pageSize;
  const counts = {
    pending: byTab.pending?.length ?? 0,
    failed: byTab.failed?.length ?? 0,
    completed: byTab.completed?.length ?? 0,
  };
  return {
    status: 200,
    body: ActivityPage.parse({
      items: rows.slice(from, to),
      nextCursor: to < rows.length ? String(to) : null,
      counts,
    }),
  };
}

function tabOf({ status }: Activity): "pending" | "failed" | "completed" {
  return status === "pending" || status === "failed" ? status : "completed";
}

function answerInstallation(played: Played, call: string, body: unknown): Answer {
  switch (call) {
    case "GET /companies":
      return { status: 200, body: CompanyChoice.array().parse(played.companies) };
    case "GET /installation":
      return { status: 200, body: Installation.parse(played.installation) };
    case "POST /installation":
      return become(played, { status: "setting_up" });
    case "PUT /installation/projects":
      return become(played, {
        step: later(played, "connection"),
        projects: choose(played, body as { projectIds: string[] }),
      });
    case "POST /connection/test":
      return { status: 200, body: ConnectionTest.parse(played.test) };
    case "PUT /connection":
      return connect(played, body);
    case "GET /cost-types":
      return { status: 200, body: CostType.array().parse(played.costTypes) };
    case "PUT /settings":
      return become(played, {
        step: later(played, "finish"),
        settings: withChanges(played.installation.settings, SettingsChanges.parse(body)),
      });
    case "POST /installation/finish":
      if (played.installation.choicesMark !== (body as { choicesMark: string }).choicesMark) {
        return refusal(409, "conflict", "The set-up was changed in another tab.");
      }
      return become(played, {
        step: "done",
        status: "active",
        webhooks: { ok: true, message: "Procore reports changes of 2 projects." },
      });
    case "POST /payments/sync":
      return { status: 202, body: {} };
    case "DELETE /installation":
      played.installation.status = "uninstalled";
      return { status: 204 };
    default:
      return refusal(404, "not_found", `Nothing answers ${call}.`);
  }
}

function connect(played: Played, body: unknown): Answer {
  const { system, credentials } = EnteredConnection.parse(body);
  if (!played.test.ok) return refusal(400, "connection_refused", played.test.message);
  const described = played.installation.systems.find(({ id }) => id === system);
  const secrets = described?.credentials.fields.filter(({ isSecret }) => isSecret) ?? [];
  const shown = Object.entries(credentials).filter(([id]) => !secrets.some((one) => one.id === id));
  const connection = {
    system,
    account: credentials.accountId ?? "",
    hasCredentials: true,
    shown: Object.fromEntries(shown),
    status: "working" as const,
    summary: played.test.message,
    checkedAt: "2026-03-20T15:00:00Z",
    choices: played.test.choices,
    unset: played.test.unset,
    missing: played.test.missing,
  };
  return become(played, { step: later(played, "resources"), connection });
}

function choose(
  { installation }: Played,
  { projectIds }: { projectIds: string[] },
): Installation["projects"] {
  return installation.projects.map((project) => ({
    ...project,
    isChosen: projectIds.includes(project.id),
  }));
}

/** A step that is done stays done when an earlier one is changed. */
function later({ installation }: Played, step: Installation["step"]): Installation["step"] {
  const order: Installation["step"][] = ["projects", "connection", "resources", "finish", "done"];
  return order.indexOf(installation.step) > order.indexOf(step) ? installation.step : step;
}

function become(played: Played, changes: Partial<Installation>): Answer {
  played.installation = Installation.parse({ ...played.installation, ...changes });
  return { status: 200, body: played.installation };
}
