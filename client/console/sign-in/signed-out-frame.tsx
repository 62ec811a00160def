import type { Absence } from "../../api/session-token.ts";
import { startSession } from "../../api/session.ts";
import { signInByPopUp } from "../../bridge/sign-in.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Blank } from "../../components/blank.tsx";
import { Notice } from "../../components/notice.tsx";
import { useAct } from "../use-act.ts";

export function SignedOutFrame({ why }: { why: Absence }) {
  const signIn = useAct(async () => startSession(await signInByPopUp()));

  return (
    <Blank
      title={why === "signed out" ? "You are signed out" : "Sign in to Crosstie"}
      actions={
        <ActionButton loading={signIn.isRunning} onClick={() => void signIn.run()}>
          Sign in with Procore
        </ActionButton>
      }
    >
      <p>A Procore window opens for a moment. You see here what your Procore permissions allow.</p>
      {signIn.problem && <Notice tone="bad">{signIn.problem}</Notice>}
    </Blank>
  );
}
