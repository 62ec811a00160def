import { useSyncExternalStore } from "react";

const narrow = window.matchMedia("(max-width: 767px)");

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
