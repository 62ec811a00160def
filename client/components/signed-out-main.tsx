import { type ReactNode, useEffect, useRef } from "react";

/**
 * Where a signed-in screen stood. Who has just left it by its button finds the focus here;
 * otherwise nobody's is taken: they may be at work in Procore around the frame.
 */
export function SignedOutMain({ hasLeft, children }: { hasLeft: boolean; children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (hasLeft) main.current?.focus();
  }, [hasLeft]);
  return (
    <main ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}
