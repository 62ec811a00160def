import { type HostContext, readContext } from "./host-context.ts";
import { framingOrigin } from "./procore-origins.ts";

// A host whose own script is late misses the first call.
const ASK_AGAIN_MS = 1_000;

export interface HostListener {
  onContext(context: HostContext): void;
  onVisible(isVisible: boolean): void;
}

/**
 * Speaks Procore's side panel protocol with the page that frames us (reference: Procore docs,
 * Building side panel apps). Returns how to stop.
 */
export function connectHost(allowed: string[], { onContext, onVisible }: HostListener): () => void {
  const host = window.parent;
  if (host === window) return () => {};
  let isSetUp = false;

  const hear = (event: MessageEvent<unknown>) => {
    if (event.source !== host || !allowed.includes(event.origin)) return;
    const { type, context } = (event.data ?? {}) as { type?: unknown; context?: unknown };
    if (type === "setup") {
      const read = readContext(context);
      isSetUp ||= read !== null;
      if (read) onContext(read);
    }
    if (type === "sidepanel:app:visible") onVisible(true);
    if (type === "sidepanel:app:hidden" || type === "sidepanel:app:destroy") onVisible(false);
  };
  const ask = () => {
    // The browser drops what is addressed to an origin that the host does not have, so nobody else
    // can hear it.
    const framing = framingOrigin(allowed);
    for (const origin of framing ? [framing] : allowed) {
      host.postMessage({ type: "initialize" }, origin);
    }
  };

  window.addEventListener("message", hear);
  ask();
  const again = setTimeout(() => isSetUp || ask(), ASK_AGAIN_MS);
  return () => {
    clearTimeout(again);
    window.removeEventListener("message", hear);
  };
}
