import type { Installation, Settings, SettingsChanges } from "../../../server/api/contract.ts";
import { useDraft } from "../use-draft.ts";
import { isSame, type Leaf, leavesOf, treeOf, type LeafValue, valueAt } from "./leaves.ts";
import { changesBetween, withChanges } from "./settings-changes.ts";

/** `shown`: what stood there when somebody changed it. */
export interface DraftLeaf extends Leaf {
  shown: LeafValue;
}

/**
 * What somebody has changed of the settings and not saved. Kept as changes, so that what others save
 * meanwhile shows around it.
 */
export function useSettingsDraft({
  company,
  connection,
  settings,
}: Pick<Installation, "company" | "connection" | "settings">) {
  const [draft, keep] = useDraft<DraftLeaf[]>(`changes:${company.id}:${connection?.system}`);
  const stored = ({ at, value }: Leaf) => {
    const found = valueAt(settings, at);
    return typeof value === "boolean" ? Boolean(found) : found;
  };
  // What others have saved alike is no change any more.
  const leaves = (draft ?? []).filter((leaf) => !isSame(leaf.value, stored(leaf)));
  const moved = leaves.filter((leaf) => !isSame(leaf.shown, stored(leaf)));
  const keepLeaves = (next: DraftLeaf[]) => keep(next.length > 0 ? next : null);

  function change(next: Settings) {
    const changed = leavesOf(changesBetween(settings, next) ?? {});
    keepLeaves(
      changed.map((leaf) => {
        const before = leaves.find(({ at }) => at.join() === leaf.at.join());
        return { ...leaf, shown: before ? before.shown : stored(leaf) };
      }),
    );
  }

  return {
    leaves,
    /** Somebody else has saved another value since. */
    moved: moved.map((leaf) => ({ ...leaf, now: stored(leaf) })),
    entered: withChanges(settings, treeOf(leaves) as SettingsChanges),
    changes: treeOf(leaves) as SettingsChanges,
    shown: treeOf(leaves.map(({ at, shown }) => ({ at, value: shown }))) as SettingsChanges,
    change,
    keepMine: () => keepLeaves(leaves.map((leaf) => ({ ...leaf, shown: stored(leaf) }))),
    takeTheirs: () => keepLeaves(leaves.filter((leaf) => !moved.includes(leaf))),
    discard: () => keep(null),
  };
}
