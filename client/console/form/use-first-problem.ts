import { useCallback, useEffect, useRef, useState } from "react";

const CONTROLS = "input:not([type=file]), textarea, button, [tabindex='0']";

/**
 * For a form that was refused: `pointOut` puts the focus on the first field that is wrong, once
 * that is drawn.
 */
export function useFirstProblem<Element extends HTMLElement>() {
  const form = useRef<Element>(null);
  const [count, setCount] = useState(0);

  useEffect(() => {
    if (count > 0) {
      form.current?.querySelector("[data-problem]")?.querySelector<HTMLElement>(CONTROLS)?.focus();
    }
  }, [count]);

  return { form, pointOut: useCallback(() => setCount((before) => before + 1), []) };
}
