import { commitment } from "./commitment/kind.ts";
import type { Kind } from "./kind.ts";
import { requisition } from "./requisition/kind.ts";
import { vendor } from "./vendor.ts";

/** In the order in which Procore is told of them. */
const kinds: Kind[] = [commitment, vendor, requisition];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export function allKinds(): Kind[] {
  return [...byName.values()];
}

/** Names of those that people send; the others only go because one of these needs them. */
export function sentKinds(): string[] {
  return allKinds()
    .filter(({ isMasterData }) => !isMasterData)
    .map(({ name }) => name);
}

/** Throws a TypeError for a name that no kind has. */
export function kindOf({ kind: name }: { kind: string }): Kind {
  const kind = byName.get(name);
  if (!kind) throw new TypeError(`there is no kind of record named ${name}`);
  return kind;
}

/** By name. */
export function masterDataKinds(): string[] {
  return allKinds().flatMap(({ isMasterData, name }) => (isMasterData ? name : []));
}

export function labelOf(record: { kind: string; number: string; title: string }): string {
  return kindOf(record).label(record);
}

/** For tests; the returned function removes the kind again. @internal */
export function addKind(kind: Kind): () => void {
  byName.set(kind.name, kind);
  return () => byName.delete(kind.name);
}
