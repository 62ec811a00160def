import type { FieldChange } from "../store/activities.ts";
import type { ActivityRow } from "../store/activity-rows.ts";
import type { SyncRecord } from "../store/records.ts";

/** Of the open activities: the oldest old value against the newest new one. */
export function unsentChanges(timeline: ActivityRow[], record: SyncRecord): FieldChange[] {
  const open = timeline.filter(
    ({ recordId, status }) =>
      recordId === record.recordId && (status === "pending" || status === "failed"),
  );
  const [only] = open;
  if (open.length === 1 && only) return only.changes;
  const fields = new Map<string, FieldChange>();
  for (const { changes } of open.toReversed()) {
    for (const change of changes) {
      const earlier = fields.get(change.field);
      fields.set(change.field, earlier ? { ...change, old: earlier.old, percent: null } : change);
    }
  }
  return [...fields.values()].filter((change) => change.old !== change.new);
}
