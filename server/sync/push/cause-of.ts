import { hash } from "node:crypto";
import { labelOf } from "../../kinds/index.ts";
import {
  CREDENTIALS_REFUSED,
  type Failure,
  type FailureCause,
  STUMBLED,
  UNREACHABLE,
} from "../../store/failure.ts";
import type { SyncRecord } from "../../store/records.ts";

/** Whatever they say: all records fail for it alike. */
const OF_SYSTEM: ReadonlySet<string> = new Set([UNREACHABLE, STUMBLED]);

/** One cause where they say the same: a period, a permission, a setting. */
const BY_WORDS: ReadonlySet<string> = new Set([
  "period_closed",
  "permission",
  "field_missing",
  "item_missing",
  "value_unknown",
  "refused",
]);

/** Of the vendor, whichever record meets it. */
const OF_VENDOR: ReadonlySet<string> = new Set([
  "vendor_missing",
  "vendor_unclear",
  "vendor_unknown",
  "vendor_elsewhere",
  "vendor_inactive",
]);

/** Any other failure is the record's own. */
export function causeOf(record: SyncRecord, failure: Failure): FailureCause {
  const title = failure.title.replaceAll(labelOf(record), "{record}");
  return { key: keyOfCause(record, failure, title), title };
}

function keyOfCause(record: SyncRecord, failure: Failure, title: string): string {
  const { code, system, said } = failure;
  if (code === CREDENTIALS_REFUSED) return `connection ${record.connectionId}`;
  if (OF_SYSTEM.has(code)) return `${code} ${system}`;
  if (OF_VENDOR.has(code)) return `${code} ${record.vendorId ?? record.procoreId}`;
  if (BY_WORDS.has(code)) return `${code} ${hash("sha256", JSON.stringify([title, said]), "hex")}`;
  return `${code} ${record.kind}:${record.procoreId}`;
}
