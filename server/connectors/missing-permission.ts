import { RemoteError, type RemoteFacts } from "../errors.ts";
import type { Own } from "./wanted.ts";

/** What the connection may not do in the system, by the system's own name of the permission. */
export interface MissingPermission {
  /** As its screens write it: `Transactions > Purchase Order`. */
  permission: string;
  level: string;
  /** What does not work without it, in a sentence. */
  says: string;
  /** Without it nothing is synced at all. */
  isNeeded: boolean;
  /** Only where this setting has one of these values. Null: nothing is chosen. */
  onlyWith?: { setting: string; values: (string | null)[] };
}

/** `check` rejects with it when one that is needed is missing; `missing` has the others as well. */
export class LacksPermissionsError extends RemoteError {
  readonly missing: MissingPermission[];

  constructor(facts: RemoteFacts, missing: MissingPermission[]) {
    super(facts);
    this.missing = missing;
  }
}

interface Chosen {
  createVendors: boolean;
  own: Own;
}

/** Those that count with these settings, each permission once, the needed ones first. */
export function stillMissing(
  missing: readonly MissingPermission[],
  { createVendors, own }: Chosen,
): MissingPermission[] {
  const chosen: Own = { ...own, createVendors: String(createVendors) };
  const counting = missing.filter(({ onlyWith }) => {
    const value = onlyWith && (chosen[onlyWith.setting] ?? null);
    return !onlyWith || (!(value instanceof Object) && onlyWith.values.includes(value ?? null));
  });
  const sorted = counting.toSorted((a, b) => Number(b.isNeeded) - Number(a.isNeeded));
  const first = new Map<string, MissingPermission>();
  for (const one of sorted) if (!first.has(one.permission)) first.set(one.permission, one);
  return [...first.values()];
}
