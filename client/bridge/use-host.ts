import { useEffect, useState, useSyncExternalStore } from "react";
import { connectHost } from "./connect-host.ts";
import { type HostContext, readHints } from "./host-context.ts";
import { procoreOrigins } from "./procore-origins.ts";

const PATIENCE_MS = 3_000;

export interface Host {
  context: HostContext | null;
  /**
   * "asking": no answer yet. "address": Procore stayed silent, the context is what our own address
   * says.
   */
  source: "asking" | "procore" | "address";
  /** True while nobody can see us: time to stop polling and listening. */
  isPaused: boolean;
}

/** Follows the host from record to record, and its panel as it hides and shows. */
export function useHost(): Host {
  const [{ context, source }, setKnown] = useState<Omit<Host, "isPaused">>({
    context: null,
    source: "asking",
  });
  const [isShown, setShown] = useState(true);
  const isTabVisible = useSyncExternalStore(
    onTabVisibility,
    () => document.visibilityState !== "hidden",
  );

  useEffect(() => {
    const giveUp = setTimeout(
      () => setKnown({ context: readHints(window.location.search), source: "address" }),
      window.parent === window ? 0 : PATIENCE_MS,
    );
    const disconnect = connectHost(procoreOrigins(), {
      onContext: (told) => {
        clearTimeout(giveUp);
        setKnown({ context: told, source: "procore" });
      },
      onVisible: setShown,
    });
    return () => {
      clearTimeout(giveUp);
      disconnect();
    };
  }, []);

  return { context, source, isPaused: !isShown || !isTabVisible };
}

function onTabVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}
