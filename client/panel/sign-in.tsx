import { useState } from "react";
import styled from "styled-components";
import { RefusalError } from "../api/refusal-error.ts";
import { startSession } from "../api/session.ts";
import { signInByPopUp, SignInError } from "../bridge/sign-in.ts";
import { ActionButton } from "../components/action-button.tsx";
import { Blank } from "../components/blank.tsx";
import { Notice } from "../components/notice.tsx";
import { formatReason } from "../format.ts";
import { theme } from "../components/theme.ts";

/**
 * A frame inside Procore knows nobody: who reads here signs in once per page, in a window of
 * Procore's.
 */
export function SignIn() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const signIn = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await startSession(await signInByPopUp());
    } catch (error) {
      if (!(error instanceof SignInError || error instanceof RefusalError)) throw error;
      setProblem(formatReason(error.message));
    } finally {
      setBusy(false);
    }
  };

  const button = (
    <ActionButton onClick={() => void signIn()} disabled={isBusy}>
      {isBusy ? "Waiting for Procore…" : "Sign in with Procore"}
    </ActionButton>
  );
  return (
    <main>
      <Blank title="Sign in to see this commitment" actions={button}>
        <p>A window of Procore's opens. You see here what you may see there, and nothing more.</p>
        {problem && (
          <Problem>
            <Notice tone="bad">{problem}</Notice>
          </Problem>
        )}
      </Blank>
    </main>
  );
}

const Problem = styled.div`
  margin-top: ${theme.space.md}px;
`;
