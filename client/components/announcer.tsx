import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { OnlyReadAloud } from "./only-read-aloud.ts";

const Announce = createContext<(text: string) => void>(() => {});

/**
 * Says to screen readers what the eye sees arrive. One region for the whole page, so that two
 * messages never talk over each other.
 */
export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ text: "", count: 0 });
  const announce = useCallback(
    (text: string) => setSaid(({ count }) => ({ text, count: count + 1 })),
    [],
  );
  return (
    <Announce.Provider value={announce}>
      {children}
      <OnlyReadAloud role="status" aria-live="polite" data-announcer>
        {/* The same sentence twice is news twice: a new element is read, an equal text is not. */}
        <span key={said.count}>{said.text}</span>
      </OnlyReadAloud>
    </Announce.Provider>
  );
}

export const useAnnounce = (): ((text: string) => void) => useContext(Announce);
