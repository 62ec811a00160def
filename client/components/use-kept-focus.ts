import { useEffect, useRef } from "react";

// core-react's dialogs give the focus back by themselves, a frame after they have closed.
const PATIENCE_MS = 100;

/**
 * When what had the focus has gone, a button that has done its work, say, the focus goes to another
 * place instead of to nowhere.
 */
export function useKeptFocus(findPlace: () => HTMLElement | null | undefined): void {
  const last = useRef<Element | null>(null);

  useEffect(() => {
    const note = ({ target }: FocusEvent) => void (last.current = target as Element);
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);

  useEffect(() => {
    if (!isLost(last.current)) return;
    const timer = setTimeout(() => isLost(last.current) && findPlace()?.focus(), PATIENCE_MS);
    return () => clearTimeout(timer);
  });
}

const isLost = (last: Element | null) =>
  last?.isConnected === false && document.activeElement === document.body;
