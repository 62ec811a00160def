import { useEffect, useState } from "react";

// Somebody who looks into another tab and back again notices nothing.
const LINGER_MS = 5_000;

/** False for a page in a tab that nobody has looked at for a moment. */
export function useInView(): boolean {
  const [isInView, setInView] = useState(!document.hidden);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setInView(false), LINGER_MS);
      else setInView(true);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  return isInView;
}
