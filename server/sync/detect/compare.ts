import { Decimal } from "decimal.js";
import type { Field } from "../../kinds/field.ts";
import type { AnySnapshot, Kind } from "../../kinds/kind.ts";
import type { FieldChange, Impact } from "../../store/activities.ts";

export interface Difference {
  changes: FieldChange[];
  impact: Impact | null;
  /** True if a sent field or the approval differs, or if one of the two states is missing. */
  isToSend: boolean;
}

/** Stores which fields were known at the time: a later version may compare more. */
export function remembered<Snapshot extends AnySnapshot>(
  kind: Kind,
  snapshot: Snapshot,
): Snapshot & Remembered {
  return { ...snapshot, knows: comparedIn(kind, snapshot) };
}

interface Remembered {
  knows: string[];
}

function comparedIn({ compared }: Kind, { version }: AnySnapshot): string[] {
  return Object.keys(compared).filter((name) => (compared[name] ?? 0) <= version);
}

/** States are snapshots, or come from `remembered`. A field that one did not know is no change. */
export function difference(kind: Kind, older: unknown, newer: unknown): Difference {
  const [one, other] = [read(kind, older), read(kind, newer)];
  const isKnown = ({ of, name }: Field) =>
    [one, other].every((state) => !state || state.knows.has(of ?? name));
  const [before, after] = [one, other].map((state) => state?.fields.filter(isKnown) ?? []) as [
    Field[],
    Field[],
  ];
  const isDecided = !one || !other || one.isApproved !== other.isApproved;
  const compared = compareFields(before, after, isDecided);
  const isToSend = isDecided || compared.some(({ isCarried }) => isCarried);
  // What a whole record has none of is no change of it.
  const changes = one && other ? compared : compared.filter((changed) => !isOfNothing(changed));
  return { changes, impact: impactOf(before, after), isToSend };
}

interface State {
  isApproved: boolean;
  fields: Field[];
  knows: ReadonlySet<string>;
}

function read(kind: Kind, stored: unknown): State | undefined {
  if (!stored) return undefined;
  const snapshot = kind.parse(stored);
  const { knows = comparedIn(kind, snapshot) } = stored as Partial<Remembered>;
  const fields = kind.fields(snapshot);
  const stray = fields.find(({ of, name }) => !Object.hasOwn(kind.compared, of ?? name));
  if (stray) throw new TypeError(`${kind.name} does not list ${stray.name} as compared`);
  return { fields, knows: new Set(knows), isApproved: kind.approval(snapshot).isApproved };
}

const keyOf = (field: Field) => field.key ?? field.name;

/** @internal */
export function compareFields(older: Field[], newer: Field[], isDecided = true): FieldChange[] {
  const before = new Map(older.map((field) => [keyOf(field), field]));
  const after = new Set(newer.map(keyOf));
  return [
    ...newer.flatMap((field) => change(before.get(keyOf(field)), field, isDecided)),
    ...older
      .filter((field) => !after.has(keyOf(field)))
      .flatMap((field) => change(field, undefined, isDecided)),
  ];
}

function change(
  older: Field | undefined,
  newer: Field | undefined,
  isDecided: boolean,
): FieldChange[] {
  const field = newer ?? older;
  const old = older?.value || null;
  const now = newer?.value || null;
  if (!field || isSame(old, now, field.kind)) return [];
  return [
    {
      field: field.name,
      word: field.word,
      old,
      new: now,
      percent: field.kind ? percentOf(old, now) : null,
      isMoney: field.kind !== undefined,
      isCarried: field.isCarried || (field.decides === true && isDecided),
    },
  ];
}

/** @internal */
export function impactOf(older: Field[], newer: Field[]): Impact | null {
  const before = total(older);
  const amount = total(newer).minus(before);
  if (amount.isZero()) return null;
  const fields = compareFields(older, newer).filter(
    (changed) => changed.isMoney && changed.isCarried && !isOfNothing(changed),
  );
  const percent = before.isZero() ? null : amount.dividedBy(before.abs()).times(100).toFixed(2);
  return { amount: amount.toFixed(2), percent, fields: fields.map((changed) => changed.field) };
}

/** Money that comes to 0.00 on both sides. */
const isOfNothing = ({ isMoney, old, new: now }: FieldChange): boolean =>
  isMoney && new Decimal(old ?? 0).equals(now ?? 0);

function total(fields: Field[]): Decimal {
  return fields
    .filter((field) => field.kind === "total" && field.isCarried)
    .reduce((sum, field) => sum.plus(field.value || 0), new Decimal(0));
}

function isSame(old: string | null, now: string | null, kind: Field["kind"]): boolean {
  if (kind && old !== null && now !== null) return new Decimal(old).equals(now);
  return old === now;
}

function percentOf(old: string | null, now: string | null): string | null {
  if (old === null || now === null || new Decimal(old).isZero()) return null;
  return new Decimal(now).minus(old).dividedBy(new Decimal(old).abs()).times(100).toFixed(2);
}
