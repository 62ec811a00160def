import type { Reference, RetainageForm } from "../connectors/documents.ts";
import type { SyncRecord } from "../store/records.ts";

export type InErp = SyncRecord & { erpId: string };

export interface Subject<Snapshot> {
  record: Pick<SyncRecord, "kind" | "procoreId" | "erpLines">;
  snapshot: Snapshot;
  /** By kind, as it is in the ERP. */
  needed: Record<string, InErp>;
  /** Undefined for what belongs to the company itself. */
  project: Reference | undefined;
  /** Undefined: net. */
  retainage?: RetainageForm | undefined;
  /** What the credits under the same parent in the ERP took off the order. */
  credited?: string | undefined;
}

export interface PreviewRow {
  label: string;
  value: string;
  isMoney: boolean;
}

export function neededOf({ needed }: Pick<Subject<unknown>, "needed">, kind: string): InErp {
  const record = needed[kind];
  if (!record) throw new TypeError(`a document was asked for before its ${kind} was found`);
  return record;
}
