import type { Document } from "../../connectors/documents.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";
import { wordOf } from "./decide.ts";

/** Lines that the ERP lacks today are there once the documents before this one are sent. */
export function withLines(
  record: SyncRecord,
  lines: string[],
  coming: ReadonlyMap<string, SyncRecord>,
): SyncRecord {
  if (!coming.has(record.recordId)) return record;
  const later = Object.fromEntries(lines.map((line) => [line, "its line, once it is created"]));
  return { ...record, erpLines: { ...later, ...record.erpLines } };
}

/** Words stand for the id that the ERP gives only when it creates the document. */
export function onceWritten(
  record: SyncRecord,
  document: Document,
  { system }: Connection,
): SyncRecord {
  const word = wordOf({ document: document.kind }, system);
  const erpId = record.erpId ?? `id of the ${word}, once it is created`;
  return { ...record, erpId };
}
