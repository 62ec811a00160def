import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import { retrying } from "./retry.ts";
import { useSession } from "./session.ts";

/**
 * Everything below sees one session's answers only: another person who signs in starts with nothing
 * cached.
 */
export function SessionScope({ children }: { children: ReactNode }) {
  const session = useSession();
  const settings = { provider: () => new Map(), revalidateOnFocus: false, ...retrying };
  return (
    <SWRConfig key={session?.id ?? "signed out"} value={settings}>
      {children}
    </SWRConfig>
  );
}
