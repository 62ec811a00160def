import { inCompany, type Scope } from "../../database/scope.ts";
import { ConflictError } from "../../errors.ts";
import type { Connection } from "../../store/connections.ts";
import { moveCursor, readCursor } from "../../store/cursors.ts";
import { livingRecords } from "../../store/record-lists.ts";
import type { SyncParts } from "../parts.ts";
import { askedName, type List } from "./lists-due.ts";
import { lookAt } from "./look-at.ts";

/** To compare a whole list costs Procore calls of its own. */
const EVERY_MS = 3_600_000;

/** Finds deletions that no webhook tells. Throws ConflictError when most are missing at once. */
export async function compareList(
  { db, jobs, procore }: SyncParts,
  connection: Connection,
  { list, signal }: { list: List; signal: AbortSignal },
): Promise<void> {
  const { kind, projectId } = list;
  const { companyId, connectionId } = connection;
  if (kind.hasWebhook || !kind.listIds) return;
  const of = { companyId, connectionId, kind: kind.name, projectId };
  const cursor = { companyId, connectionId, name: `${askedName(list)}:all` };
  const move = (scope: Scope) => moveCursor(scope, cursor, new Date().toISOString());
  const { asked, known } = await inCompany(db, companyId, async (scope) => ({
    asked: await readCursor(scope, cursor),
    known: await livingRecords(scope, of),
  }));
  if (asked === undefined) return inCompany(db, companyId, move);
  if (Date.now() - Date.parse(asked) < EVERY_MS) return;
  const listed = new Set<string>();
  for await (const ids of kind.listIds(procore, { companyId, projectId, signal })) {
    for (const id of ids) listed.add(id);
  }
  const missing = known.filter(({ procoreId }) => !listed.has(procoreId));
  if (missing.length > 0 && (listed.size === 0 || missing.length * 2 > known.length)) {
    throw new ConflictError(
      `Procore's list has ${known.length - missing.length} of the ${known.length} ${kind.words.many} that Crosstie knows here; nothing counts as deleted until it has more`,
    );
  }
  await inCompany(db, companyId, async (scope) => {
    await lookAt(jobs, scope, missing);
    await move(scope);
  });
}
