/**
 * Applies a change to a copy, so that a refusal half-way leaves nothing behind. Returns false when
 * the record came out as it was: then there is nothing to stamp and nobody to tell.
 */
export function changeRecord<Row extends { updatedAt: string }>(
  record: Row,
  at: Date,
  change: (draft: Row) => void,
): boolean {
  const draft = structuredClone(record);
  change(draft);
  if (JSON.stringify(draft) === JSON.stringify(record)) return false;
  draft.updatedAt = at.toISOString();
  Object.assign(record, draft);
  return true;
}
