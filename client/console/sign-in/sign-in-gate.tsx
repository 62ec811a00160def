import type { ReactNode } from "react";
import { useSession } from "../../api/session.ts";
import { SignedOutFrame } from "./signed-out-frame.tsx";
import { SignedOutPage } from "./signed-out-page.tsx";

const isFramed = window.parent !== window;

/**
 * Shows what is inside only to somebody who is signed in. Procore's own sign-in renders in no
 * frame, so there it needs a window of its own.
 */
export function SignInGate({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session) return children;
  return <main>{isFramed ? <SignedOutFrame /> : <SignedOutPage />}</main>;
}
