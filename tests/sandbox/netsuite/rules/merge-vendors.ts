import { ActRefused } from "../../core/system.ts";
import { text, type Account, type Line, type NsRecord } from "../account.ts";
import { namedBy } from "./entity.ts";
import { RELATIONSHIPS } from "./vendor.ts";

/**
 * The target gets the transactions of the source and what it had left blank; the source is deleted,
 * and every transaction that moved is modified. Source: NetSuite help,
 * "Merging Vendor Records" (section_4443233738) and "Merging or Deleting Duplicate Records".
 */
export function mergeVendors(
  account: Account,
  from: NsRecord,
  into: NsRecord,
): { vendorId: string; moved: number } {
  if (from.id === into.id) throw new ActRefused("A vendor cannot be merged into itself.");
  if (account.options.oneWorld && from.fields.subsidiary !== into.fields.subsidiary) {
    throw new ActRefused(
      "Both the source and target vendor records must have the same primary subsidiary to merge the records.",
    );
  }
  const modified = account.now();
  const moved = namedBy(account, from.id);
  const isMoved = account.options.mergedExternalId === "moved";
  const externalId = into.externalId ?? (isMoved ? from.externalId : null);
  for (const record of moved) account.put({ ...renamed(record, from.id, into.id), modified });
  account.remove(from, text(from, "entityId"));
  account.put({ ...filled(into, from, modified), externalId });
  return { vendorId: into.id, moved: moved.length };
}

function renamed(record: NsRecord, from: string, into: string): NsRecord {
  const swap = <Holder extends { fields: NsRecord["fields"] }>(holder: Holder): Holder =>
    holder.fields.entity === from
      ? { ...holder, fields: { ...holder.fields, entity: into } }
      : holder;
  const lines = Object.entries(record.lines).map(([name, list]): [string, Line[]] => [
    name,
    list.map(swap),
  ]);
  return { ...swap(record), lines: Object.fromEntries(lines) };
}

function filled(into: NsRecord, from: NsRecord, modified: string): NsRecord {
  const target = structuredClone(into);
  for (const [name, value] of Object.entries(from.fields)) target.fields[name] ??= value;
  for (const [list, column] of [
    ["currencyList", "currency"],
    [RELATIONSHIPS, "subsidiary"],
  ] as const) {
    const known = (target.lines[list] ??= []);
    for (const line of from.lines[list] ?? []) {
      if (known.some((one) => one.fields[column] === line.fields[column])) continue;
      known.push({ line: target.nextLine++, fields: line.fields });
    }
  }
  return { ...target, modified };
}
