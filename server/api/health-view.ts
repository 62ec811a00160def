import { systemOf } from "../connectors/index.ts";
import type { Scope } from "../database/scope.ts";
import { type Company, findCompany } from "../store/companies.ts";
import type { Connection } from "../store/connections.ts";
import { type FailedReads, failedReadsOf } from "../store/failed-reads.ts";
import { type Pulse, pulseOf } from "../store/overview.ts";
import { newestRun, type Run } from "../store/runs.ts";
import { type Turn, turnsOf } from "../store/schedules.ts";
import type { Overview } from "./contract.ts";
import { type LastComparison, lastComparison } from "./last-comparison.ts";

interface Standing {
  connection: Connection | undefined;
  company: Company | undefined;
  pulse: Pulse;
  turns: Turn[];
  unread: FailedReads[];
  run: Run | undefined;
  compared: LastComparison | undefined;
}

/** Of the company itself, as it is now. */
export async function healthOf(
  scope: Scope,
  companyId: string,
  connection: Connection | undefined,
): Promise<Pick<Overview, "health" | "runs" | "hasActivities">> {
  const pulse = await pulseOf(scope, companyId);
  const standing: Standing = {
    connection,
    pulse,
    company: await findCompany(scope, companyId),
    turns: connection ? await turnsOf(scope, connection) : [],
    unread: await failedReadsOf(scope, companyId),
    run:
      connection &&
      (await newestRun(scope, {
        companyId,
        connectionId: connection.connectionId,
        kind: "payments",
      })),
    compared: connection && (await lastComparison(scope, connection, undefined)),
  };
  return {
    hasActivities: pulse.hasActivities,
    health: { erp: erpOf(standing), procore: procoreOf(standing) },
    runs: runsOf(standing),
  };
}

type Health = NonNullable<Overview["health"]>;

function erpOf({ connection, pulse, run, compared }: Standing): Health["erp"] {
  const queuedSince = pulse.recordSince?.toISOString() ?? null;
  if (!connection) {
    return {
      name: "ERP",
      state: "missing",
      message: "No ERP is connected.",
      answeredAt: null,
      queuedSince,
    };
  }
  const checkedAt = connection.status === "working" ? connection.checkedAt : null;
  const pulledAt = run?.status === "done" ? run.finishedAt : null;
  return {
    name: systemOf(connection).name,
    state: connection.status,
    message: connection.summary,
    answeredAt: newestOf(checkedAt, pulledAt, pulse.syncedAt, ...answersOf(compared)),
    queuedSince,
  };
}

function procoreOf({ company, pulse, turns, unread, compared }: Standing): Health["procore"] {
  const [first] = unread;
  const isWorking = (company?.webhooksOk ?? false) && !first;
  return {
    state: isWorking ? "working" : "broken",
    message: first?.reason ?? company?.webhooksMessage ?? "",
    answeredAt: newestOf(
      ...turns.map(({ task, doneAt }) => (task === "pull" ? null : doneAt)),
      compared?.shown?.finishedAt ?? null,
    ),
    queuedSince: pulse.deliverySince?.toISOString() ?? null,
  };
}

const answersOf = (compared: LastComparison | undefined) => [
  compared?.comparedAt ?? null,
  compared?.shown?.finishedAt ?? null,
];

const WHAT = { poll: "poll", pull: "payments", hooks: "compare" } as const;

function runsOf(standing: Standing): Overview["runs"] {
  return standing.turns.flatMap((turn) => {
    const { task, nextAt } = turn;
    if (task === "again") return [];
    return [{ what: WHAT[task], nextAt: nextAt?.toISOString() ?? null, ...ranOf(standing, turn) }];
  });
}

/** Also when a person asked for it. */
function ranOf(
  { unread, run, compared }: Standing,
  { task, lastAt }: Turn,
): Pick<Overview["runs"][number], "lastAt" | "problem" | "differing"> {
  if (task === "hooks") {
    const { run: newest, shown, comparedAt = null, differing = 0 } = compared ?? {};
    return {
      lastAt: newestOf(shown ? shown.finishedAt : comparedAt),
      problem: newest?.problem ?? null,
      differing: shown ? differing : null,
    };
  }
  const isPull = task === "pull";
  return {
    lastAt: newestOf(lastAt, isPull ? (run?.startedAt ?? null) : null),
    problem: (isPull ? run?.problem : unread[0]?.reason) ?? null,
    differing: null,
  };
}

function newestOf(...instants: (Date | null)[]): string | null {
  const known = instants.filter((one) => one !== null);
  if (known.length === 0) return null;
  return new Date(Math.max(...known.map((one) => one.getTime()))).toISOString();
}
