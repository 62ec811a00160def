import type { Task } from "../../jobs/tasks.ts";
import type { SyncParts } from "../parts.ts";
import { readOrNote } from "./note-failed-read.ts";
import { findKnown, readKnown } from "./read-record.ts";

export function detectChange(parts: SyncParts): Task<"detect-change"> {
  return async (place, { isLastTry, signal, claim }) => {
    const known = await findKnown(parts, place);
    if (!known) return;
    await readOrNote(
      parts,
      { ...place, isList: false },
      {
        isLastTry,
        isNoted: known.failedRead !== undefined,
        read: () => readKnown(parts, known, { place, signal, claim }),
      },
    );
  };
}
