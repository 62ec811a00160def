import type { Scope } from "../../database/scope.ts";
import type { Tasks } from "../../jobs/tasks.ts";
import { allKinds } from "../../kinds/index.ts";
import type { Kind } from "../../kinds/kind.ts";
import { chosenProjects } from "../../store/company-projects.ts";
import type { Connection } from "../../store/connections.ts";
import { cursorsOf } from "../../store/cursors.ts";
import { failedLists } from "../../store/failed-reads.ts";
import { lastChangeByProject } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";

export interface List {
  projectId: string;
  kind: Kind;
  /** Changes before this instant are the baseline; a new choice of the project moves it. */
  chosenAt: Date;
}

const HOUR_MS = 3_600_000;

/** Webhooks tell of these changes; the list only closes gaps. */
const TOLD = { oftenMs: HOUR_MS, seldomMs: 4 * HOUR_MS };
const UNTOLD_SELDOM_MS = HOUR_MS;

/** A list that was quiet, or refused, for 12 hours is read each hour: a twelfth of that time. */
const SHARE = 12;

export const askedName = ({ kind, projectId }: Pick<List, "kind" | "projectId">) =>
  `${kind.name}:${projectId}:asked`;

/** Each list costs a call of the company's hourly budget: quiet and refused lists wait longer. */
export async function listsDue(
  { pollSeconds }: Pick<SyncParts, "pollSeconds">,
  scope: Scope,
  { connection, payload }: { connection: Connection; payload: Tasks["poll-changes"] },
): Promise<List[]> {
  const { projectId: only, isByClock, isCatchUp } = payload;
  const lists = (await chosenProjects(scope, connection.companyId)).flatMap(
    ({ projectId, chosenAt }) =>
      polledKinds().map((kind): List => ({ projectId, kind, chosenAt: chosenAt ?? new Date() })),
  );
  if (only !== undefined) {
    return lists.filter(({ projectId, kind }) => projectId === only && kind.hasWebhook);
  }
  if (isCatchUp) return lists.filter(({ kind }) => kind.hasWebhook);
  const pace = await readPace(scope, connection, pollSeconds * 1000);
  return lists.filter((list) => isDue(list, pace, isByClock === true));
}

interface Pace {
  oftenMs: number;
  cursors: Map<string, string>;
  lastChange: Map<string, Date>;
  failed: Awaited<ReturnType<typeof failedLists>>;
}

async function readPace(scope: Scope, connection: Connection, oftenMs: number): Promise<Pace> {
  return {
    oftenMs,
    cursors: await cursorsOf(scope, connection),
    lastChange: await lastChangeByProject(scope, connection),
    failed: await failedLists(scope, connection),
  };
}

function isDue(
  list: List,
  { oftenMs, cursors, lastChange, failed }: Pace,
  isByClock: boolean,
): boolean {
  const { kind, projectId, chosenAt } = list;
  const refused = failed.find((one) => one.kind === kind.name && one.projectId === projectId);
  if (!isByClock && (refused || !kind.hasWebhook)) return true;
  const now = Date.now();
  if (refused) {
    const everyMs = between(oftenMs, (now - refused.since.getTime()) / SHARE, UNTOLD_SELDOM_MS);
    return now - refused.askedAt.getTime() >= everyMs;
  }
  const asked = cursors.get(askedName(list));
  if (asked === undefined) return true;
  const changed = Math.max(chosenAt.getTime(), lastChange.get(projectId)?.getTime() ?? 0);
  const share = (now - changed) / SHARE;
  const everyMs = kind.hasWebhook
    ? between(TOLD.oftenMs, share, TOLD.seldomMs)
    : between(oftenMs, share, UNTOLD_SELDOM_MS);
  return now - Date.parse(asked) >= everyMs;
}

/** `least` wins where it is more than `most`. */
function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}

function polledKinds(): Kind[] {
  return allKinds().filter(({ listChanged }) => listChanged);
}
