import type { Absence } from "../../api/session-token.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Blank, Waiting } from "../../components/blank.tsx";
import { formatReason } from "../../format.ts";
import { leaveForProcore, useReturn } from "./use-return.ts";

/**
 * A page of its own goes to Procore by itself, but only once: after a failure the person decides.
 */
export function SignedOutPage({ why }: { why: Absence }) {
  const { isUnderWay, reason } = useReturn(why === "nobody");
  const ended = why === "signed out" ? "You are signed out" : "Your session has ended";

  if (isUnderWay) return <Waiting label="Signing you in with Procore" />;
  return (
    <Blank
      title={reason ? "Signing in did not work" : ended}
      actions={<ActionButton onClick={leaveForProcore}>Sign in with Procore</ActionButton>}
    >
      <p role={reason ? "alert" : undefined}>
        {reason ? formatReason(reason) : "Sign in again to go on where you were."}
      </p>
    </Blank>
  );
}
