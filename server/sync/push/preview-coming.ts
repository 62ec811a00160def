import type { Document } from "../../connectors/documents.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";
import { wordOf } from "./decide.ts";

/** Lines that the ERP does not have yet are there by the time that they are needed. */
export function withLines(
  record: SyncRecord,
  lines: string[],
  coming: ReadonlyMap<string, SyncRecord>,
): SyncRecord {
  if (!coming.has(record.recordId)) return record;
  const later = Object.fromEntries(lines.map((line) => [line, "its line, once it is created"]));
  return { ...record, erpLines: { ...later, ...record.erpLines } };
}

/** The record once this document is written: words stand for the id that the ERP gives only then. */
export function onceWritten(
  record: SyncRecord,
  document: Document,
  { system }: Connection,
): SyncRecord {
  const word = wordOf({ document: document.kind }, system);
  const erpId = record.erpId ?? `id of the ${word}, once it is created`;
  return { ...record, erpId };
}
