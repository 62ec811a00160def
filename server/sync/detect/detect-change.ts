import { inCompany } from "../../database/scope.ts";
import type { Task } from "../../jobs/tasks.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { SyncParts } from "../parts.ts";
import { readOrNote } from "./note-failed-read.ts";
import { readKnown, whatIsKnown } from "./read-record.ts";

/** Reads the record once, however many deliveries wait for it, and writes down what is different. */
export function detectChange(parts: SyncParts): Task<"detect-change"> {
  return async (place, { isLastTry, signal }) => {
    const found = await inCompany(parts.db, place.companyId, async (scope) => {
      const connection = await connectionById(scope, place);
      return connection && { connection, known: await whatIsKnown(scope, place) };
    });
    if (!found) return;
    const { connection, known } = found;
    await readOrNote(
      parts,
      { ...place, isList: false },
      {
        isLastTry,
        isNoted: known.failed !== undefined,
        read: () => readKnown(parts, { connection, place, signal }, known),
      },
    );
  };
}
