import { useEffect } from "react";

/** About as long as a double-click may take. */
const OPENING_MS = 700;

/**
 * For what opens over the page: the second half of the double-click that opened it meets whatever
 * now lies there, and is no answer to what is asked.
 */
export function useOwnClicks(): void {
  useEffect(() => {
    const ignore = (event: MouseEvent) => {
      if (event.detail < 2) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const stop = () =>
      HALVES.forEach((half) => window.removeEventListener(half, ignore, { capture: true }));
    HALVES.forEach((half) => window.addEventListener(half, ignore, { capture: true }));
    const timer = setTimeout(stop, OPENING_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}

const HALVES = ["mousedown", "mouseup", "click"] as const;
