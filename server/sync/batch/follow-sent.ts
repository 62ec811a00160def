import { inCompany, type Scope } from "../../database/scope.ts";
import { masterDataKinds } from "../../kinds/index.ts";
import { awaitedBy } from "../../store/awaited.ts";
import type { Batch } from "../../store/batches.ts";
import { causeOfWait } from "../../store/cause-of-wait.ts";
import { type SentItem, sentItems, settleTried, type Tried } from "../../store/sent-items.ts";
import { isAtRest, underWay, withAwaited } from "../../store/under-way.ts";
import type { SyncParts } from "../parts.ts";

const AT_ONCE = 200;

/** Nobody watches a batch for longer: what is still in line goes on without it. */
const LONGEST_MS = 30 * 60_000;

/** Says of each record that was asked for, and has been tried since, what became of it. */
export async function followSent({ db }: SyncParts, batch: Batch): Promise<void> {
  const longAgo = new Date(Date.now() - LONGEST_MS);
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = { after, limit: AT_ONCE, longAgo };
    after = await inCompany(db, batch.companyId, async (scope) => {
      const items = await sentItems(scope, batch, page);
      await settleTried(scope, batch, await triedOf(scope, items, longAgo));
      return items[AT_ONCE - 1]?.place;
    });
  }
}

async function triedOf(scope: Scope, items: SentItem[], longAgo: Date): Promise<Tried[]> {
  const [first] = items;
  if (!first) return [];
  const { companyId } = first.record;
  const records = items.map(({ record }) => record);
  const moving = await withAwaited(scope, records, masterDataKinds());
  const isUnderWay = underWay(moving, masterDataKinds());
  const recordIds = records.map(({ recordId }) => recordId);
  const awaited = await awaitedBy(scope, { companyId, recordIds });
  return items.flatMap(({ place, sentAt, record }): Tried[] => {
    const waits = causeOfWait(record, awaited.get(record.recordId));
    if (isAtRest(record, isUnderWay) && !isFromBefore(record, sentAt)) {
      return [{ place, ...outcomeOf(record, waits) }];
    }
    return sentAt > longAgo ? [] : [{ place, outcome: "waiting", reason: waits ?? STILL }];
  });
}

const STILL = "It is still in line, and goes by itself.";

/** What it failed for before it was asked for again: its try is still to come. */
const isFromBefore = ({ status, failure }: SentItem["record"], sentAt: Date) =>
  status === "error" && failure !== null && Date.parse(failure.lastAt) < sentAt.getTime();

function outcomeOf(
  { status, failure }: SentItem["record"],
  waits: string | null,
): Pick<Tried, "outcome" | "reason"> {
  if (status === "success" || status === "not_applicable") return { outcome: "done", reason: null };
  if (status === "pending") return { outcome: "waiting", reason: waits ?? STILL };
  return { outcome: "refused", reason: failure?.title ?? waits ?? "It was not sent." };
}
