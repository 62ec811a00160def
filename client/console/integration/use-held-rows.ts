import { type RefObject, useEffect, useRef, useState } from "react";
import type { GridRecord } from "../../../server/api/contract.ts";

/**
 * While the pointer is over the rows, or the focus in them, what they say changes in place and none
 * comes, goes or moves. `release` lets all changes through once; another `key` is another list.
 */
export function useHeldRows(
  items: GridRecord[] | undefined,
  { region, key }: { region: RefObject<HTMLElement | null>; key: string },
) {
  const [, again] = useState(0);
  const shown = useRef<{ key: string; rows: GridRecord[] | undefined }>({ key, rows: items });
  const isLetThrough = useRef(false);

  const isSame = shown.current.key === key && shown.current.rows !== undefined;
  const isHeld = isSame && items !== undefined && isBusy(region.current) && !isLetThrough.current;
  const rows = isHeld ? inPlace(shown.current.rows ?? [], items) : items;
  shown.current = { key, rows };
  const isBehind = isHeld && !isSameList(rows, items);

  useEffect(() => {
    if (items) isLetThrough.current = false;
  }, [items]);

  useEffect(() => {
    const place = region.current;
    if (!isBehind || !place) return;
    const look = () => again((count) => count + 1);
    place.addEventListener("pointerleave", look);
    place.addEventListener("focusout", look);
    return () => {
      place.removeEventListener("pointerleave", look);
      place.removeEventListener("focusout", look);
    };
  }, [isBehind, region]);

  return {
    rows,
    release: () => {
      isLetThrough.current = true;
    },
  };
}

const isBusy = (place: HTMLElement | null) =>
  place !== null && (place.matches(":hover") || place.querySelector(":focus-visible") !== null);

/** Longer lists go on at their end: that moves nothing. */
function inPlace(shown: GridRecord[], now: GridRecord[]): GridRecord[] {
  const byId = new Map(now.map((row) => [row.id, row]));
  const ids = new Set(shown.map(({ id }) => id));
  const last = now.findLastIndex(({ id }) => ids.has(id));
  const more = last === -1 ? [] : now.slice(last + 1);
  return [...shown.map((row) => byId.get(row.id) ?? row), ...more];
}

function isSameList(one: GridRecord[] | undefined, other: GridRecord[] | undefined): boolean {
  return one?.map(({ id }) => id).join() === other?.map(({ id }) => id).join();
}
