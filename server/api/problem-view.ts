import type { Scope } from "../database/scope.ts";
import { kindOf, labelOf } from "../kinds/index.ts";
import { type ActivityRow, readActivities } from "../store/activity-rows.ts";
import type { BlockedRecord as StoredBlocked, OpenProblem } from "../store/problems.ts";
import { may } from "./access.ts";
import { failureOf, settingsRemedy, type ViewContext } from "./activity-view.ts";
import type { BlockedRecord, Problem, Remedy } from "./contract.ts";
import type { CompanySight } from "./sight.ts";

type Context = Pick<ViewContext, "connection"> & CompanySight;

export async function problemsView(
  scope: Scope,
  context: Context,
  open: OpenProblem[],
): Promise<Problem[]> {
  const ids = open.flatMap(({ recordId }) => recordId ?? []);
  const rows = await readActivities(scope, context.companyId, (query) =>
    query.whereRaw(
      `a.activity_id in (select max(activity_id) from activities
        where company_id = ? and record_id = any(?::bigint[]) and status = 'failed' group by record_id)`,
      [context.companyId, ids],
    ),
  );
  const byRecord = new Map(rows.map((row) => [row.recordId, row]));
  return open.map((one) => problemOf(context, one, byRecord.get(one.recordId ?? "")));
}

function problemOf(
  context: Context,
  { problemId, recordId: _recordId, ...problem }: OpenProblem,
  row: ActivityRow | undefined,
): Problem {
  // In a project of their own a person may do more than in the company.
  const permissions = context.projects.get(row?.record.projectId ?? "") ?? context.permissions;
  const failure = row ? failureOf({ ...context, permissions }, row.failure, row.record) : null;
  const count = problem.failed + problem.retrying;
  const blocked = row && count === 1 ? labelOf(row.record) : `${count} records`;
  return {
    ...problem,
    id: problemId,
    title: problem.title.replaceAll("{record}", blocked),
    openedAt: problem.openedAt.toISOString(),
    worth: problem.worth.map(({ currency, amount }) => ({ currency: currency ?? "USD", amount })),
    failure,
    activityId: row?.activityId ?? null,
    remedies: failure?.remedies ?? companyRemedies(context, problem),
  };
}

/** Of what no record failed for: the connection, and what Procore does not let us read. */
function companyRemedies(
  { permissions }: Context,
  { whoseMove, code }: Pick<OpenProblem, "whoseMove" | "code">,
): Remedy[] {
  if (!may.changeSettings(permissions)) return [];
  const retry: Remedy = { kind: "retry", label: "Read again" };
  return [
    ...(whoseMove === "admin" ? [settingsRemedy(code)] : []),
    ...(code === "unread" ? [retry] : []),
  ];
}

export function blockedView({
  kind,
  number,
  title,
  failure,
  ...record
}: StoredBlocked): BlockedRecord {
  return {
    ...record,
    resourceWord: kindOf({ kind }).words.type,
    title: kindOf({ kind }).listed({ number, title }),
    currency: record.currency ?? "USD",
    error: failure ? (failure.said ?? failure.title) : null,
  };
}
