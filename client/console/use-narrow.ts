import { useSyncExternalStore } from "react";

/** Where the sidebar lies on top. */
export const NARROW = "(max-width: 767px)";

const narrow = window.matchMedia(NARROW);

/** Too narrow for a table. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrow.addEventListener("change", onChange);
      return () => narrow.removeEventListener("change", onChange);
    },
    () => narrow.matches,
  );
}
