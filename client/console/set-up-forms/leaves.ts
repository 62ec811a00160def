export type LeafValue = string | boolean | null;

/** One value of a tree, and the names that lead to it: `["own", "itemIds", "123"]`. */
export interface Leaf {
  at: string[];
  value: LeafValue;
}

export function leavesOf(tree: object, at: string[] = []): Leaf[] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    value instanceof Object
      ? leavesOf(value, [...at, name])
      : { at: [...at, name], value: value as LeafValue },
  );
}

/** Null: nothing stands there. */
export function valueAt(tree: object, at: string[]): LeafValue {
  const found = at.reduce<unknown>(
    (node, name) => (node instanceof Object ? (node as Record<string, unknown>)[name] : null),
    tree,
  );
  return typeof found === "string" || typeof found === "boolean" ? found : null;
}

export function treeOf(leaves: Leaf[]): object {
  const tree: Record<string, unknown> = {};
  for (const { at, value } of leaves) {
    let node = tree;
    for (const name of at.slice(0, -1)) node = (node[name] ??= {}) as typeof tree;
    node[at.at(-1)!] = value;
  }
  return tree;
}

/** What is off, empty or missing is the same. */
export const isSame = (one: LeafValue, other: LeafValue): boolean =>
  (one || null) === (other || null);
