import { type FocusEvent, useEffect, useRef, useState } from "react";
import type { ActivityItem } from "../../../server/api/contract.ts";

/** The record that waits, or the completed activity: what a row is about. */
export const rowOf = ({ id, status, resource, procoreId }: ActivityItem): string =>
  status === "pending" || status === "failed" ? `${resource} ${procoreId}` : id;

/** `hasLeft`: it is in another list by now, and stays until nobody points at it. */
export type SteadyItem = ActivityItem & { hasLeft?: boolean };

/** So long the way from the list to the button that shows what is new may take. */
const LEAVING_MS = 800;

/**
 * Nothing moves under who points at the list or has the focus in it: rows stay where they are and
 * say what is new of them, and what would come or go waits. `list`: which list it is; another one
 * is shown at once.
 */
export function useSteadyItems(items: ActivityItem[] | undefined, list: string) {
  const [isPointedAt, setPointedAt] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(leaving.current), []);
  const pointer = {
    onPointerEnter() {
      clearTimeout(leaving.current);
      setPointedAt(true);
    },
    onPointerLeave() {
      clearTimeout(leaving.current);
      leaving.current = setTimeout(() => setPointedAt(false), LEAVING_MS);
    },
  };
  const isBusy = isPointedAt || isFocused;
  const held = useRef<{ list: string; items: ActivityItem[] | undefined }>({ list, items });
  const [, draw] = useState(0);
  const isSame = held.current.list === list && held.current.items !== undefined;
  if (!isBusy || !isSame) held.current = { list, items };
  const shown = held.current.items;
  const now = new Map(items?.map((item) => [rowOf(item), item]));
  const known = new Set(shown?.map(rowOf));
  const isLonger = shown && items && isBusy && startsAlike(shown, items);
  useEffect(() => {
    if (!isLonger) return;
    held.current = { list, items };
    draw((count) => count + 1);
  }, [isLonger, items, list]);
  return {
    items: shown?.map((item): SteadyItem => {
      const isNow = now.get(rowOf(item));
      return isNow ?? (items ? { ...item, canRetry: false, hasLeft: true } : item);
    }),
    waiting: isLonger ? 0 : [...now.keys()].filter((row) => !known.has(row)).length,
    /** All that waits is shown now. */
    release() {
      // The button goes, and no pointer leaves it.
      setPointedAt(false);
      held.current = { list, items: undefined };
      draw((count) => count + 1);
    },
    /** Of the button that shows it, too. */
    pointer,
    region: {
      ...pointer,
      // After a press the focus stays, though its owner has gone on.
      onFocus: ({ target }: FocusEvent<HTMLElement>) =>
        setFocused(target.matches(":focus-visible")),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
        setFocused(currentTarget.contains(relatedTarget)),
    },
  };
}

/** A further page moves nothing. */
function startsAlike(shown: ActivityItem[], items: ActivityItem[]): boolean {
  return (
    items.length > shown.length &&
    shown.every((item, index) => rowOf(item) === rowOf(items[index]!))
  );
}
