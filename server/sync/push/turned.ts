import type { RetainageForm } from "../../connectors/documents.ts";
import { systemOf, wordsFor } from "../../connectors/index.ts";
import { kindOf } from "../../kinds/index.ts";
import { documentKindOf } from "../../kinds/kind.ts";
import { totalOfRecord } from "../../kinds/total-of.ts";
import type { Connection } from "../../store/connections.ts";
import type { SyncRecord } from "../../store/records.ts";

/** Procore's newest state may make it another document than the ERP has, or none at all. */
export function turnOf(record: SyncRecord, retainage: RetainageForm) {
  const kind = kindOf(record);
  const snapshot = kind.parse(record.snapshot);
  const { document } = kind.head(snapshot);
  const nothing = kind.nothingToSend?.(snapshot, retainage);
  return { document, nothing, isTurned: nothing !== undefined || document !== record.document };
}

/** Only a person takes a document out of the books. The text continues "Waits for …". */
export function turnedText(
  record: SyncRecord,
  { system, retainage }: Pick<Connection, "system"> & { retainage: RetainageForm },
): string {
  const { document, nothing } = turnOf(record, retainage);
  const erp = systemOf({ system });
  const word = wordsFor(erp, documentKindOf(record)).one.toLowerCase();
  const then = nothing
    ? "Nothing takes its place."
    : `Then Sync now sends a ${wordsFor(erp, document).one.toLowerCase()}.`;
  const now = totalOfRecord(record)?.toFixed(2) ?? "nothing";
  const there = `${word} ${record.erpNumber ?? ""}`.trim();
  return (
    `somebody to take back its ${there}: it comes to ${record.sentTotal ?? "another amount"} in ${erp.name}, and Procore now says ${now}. ` +
    `Accounting deletes it in ${erp.name}, or settles the difference there by hand where it is paid already. ${then}`
  );
}

/** After a deletion in the ERP the record begins again. Undefined: it is the same document. */
export function begunAnew(record: SyncRecord): Partial<SyncRecord> | undefined {
  const sentIn = record.sentGross === null ? "net" : "line";
  const { document, nothing, isTurned } = turnOf(record, sentIn);
  if (!isTurned) return undefined;
  const fresh = {
    document,
    erpId: null,
    erpNumber: null,
    erpLines: {},
    erpState: null,
    written: null,
    sentTotal: null,
    sentGross: null,
    differs: null,
    toldAt: null,
    failure: null,
  };
  if (nothing) return { ...fresh, status: "not_applicable", waiting: nothing };
  const waiting = "what it was before was deleted in the ERP: press Sync now to send it as it is";
  return { ...fresh, status: "desynchronized", waiting };
}
