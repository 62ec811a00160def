import type { ReactNode } from "react";
import { useStanding } from "../../api/session.ts";
import { SignedOutMain } from "../../components/signed-out-main.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { SignedOutFrame } from "./signed-out-frame.tsx";
import { SignedOutPage } from "./signed-out-page.tsx";

const isFramed = window.parent !== window;

/**
 * Shows what is inside only to somebody who is signed in. Procore's own sign-in renders in no
 * frame, so there it needs a window of its own.
 */
export function SignInGate({ children }: { children: ReactNode }) {
  const standing = useStanding();
  if (typeof standing === "object") return children;
  if (standing === "asking") return <Skeleton label="Looking for your session…" />;
  return (
    <SignedOutMain hasLeft={standing === "signed out"}>
      <SignedOut why={standing} />
    </SignedOutMain>
  );
}

const SignedOut = isFramed ? SignedOutFrame : SignedOutPage;
