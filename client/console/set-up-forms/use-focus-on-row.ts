import { useEffect, useRef, useState } from "react";

const CONTROLS = "input, textarea, [tabindex='0']";

/**
 * Puts the focus on the row that was just added, once that is drawn. The list that it was chosen from
 * gives the focus back to its own button in the next frame: this comes after.
 */
export function useFocusOnRow() {
  const list = useRef<HTMLUListElement>(null);
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (wanted === null) return;
    const frame = requestAnimationFrame(() => setTimeout(focus));
    function focus() {
      const row = list.current?.querySelector(`[data-holder="${CSS.escape(wanted ?? "")}"]`);
      row?.querySelector<HTMLElement>(CONTROLS)?.focus();
      setWanted(null);
    }
    return () => cancelAnimationFrame(frame);
  }, [wanted]);

  return [list, setWanted] as const;
}
