import { inCompany } from "../../database/scope.ts";
import type { Task } from "../../jobs/tasks.ts";
import { connectionById } from "../../store/connections-in-use.ts";
import type { SyncParts } from "../parts.ts";
import { readOrNote } from "./note-failed-read.ts";
import { readRecord } from "./read-record.ts";

/** Reads the record once, however many deliveries wait for it, and writes down what is different. */
export function detectChange(parts: SyncParts): Task<"detect-change"> {
  return async (place, { isLastTry, signal }) => {
    const connection = await inCompany(parts.db, place.companyId, (scope) =>
      connectionById(scope, place),
    );
    if (!connection) return;
    await readOrNote(
      parts,
      { ...place, isList: false },
      { isLastTry, read: () => readRecord(parts, connection, { place, signal }) },
    );
  };
}
