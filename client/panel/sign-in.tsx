import styled from "styled-components";
import { ActionButton } from "../components/action-button.tsx";
import { Blank } from "../components/blank.tsx";
import { Notice } from "../components/notice.tsx";
import { SignedOutMain } from "../components/signed-out-main.tsx";
import { theme } from "../components/theme.ts";
import { useSignIn } from "./use-sign-in.ts";

/**
 * A frame inside Procore knows nobody: who reads here signs in once a day, in a window of Procore's;
 * once a page where the browser keeps no cookie in frames.
 */
export function SignIn({ hasLeft }: { hasLeft: boolean }) {
  const { isBusy, problem, signIn } = useSignIn();
  const button = (
    <ActionButton onClick={signIn} disabled={isBusy}>
      {isBusy ? "Waiting for Procore…" : "Sign in with Procore"}
    </ActionButton>
  );
  return (
    <SignedOutMain hasLeft={hasLeft}>
      <Blank
        title={hasLeft ? "You are signed out" : "Sign in to see this commitment"}
        actions={button}
      >
        <p>A window of Procore's opens. You see here what you may see there, and nothing more.</p>
        {problem && (
          <Problem>
            <Notice tone="bad">{problem}</Notice>
          </Problem>
        )}
      </Blank>
    </SignedOutMain>
  );
}

const Problem = styled.div`
  margin-top: ${theme.space.md}px;
`;
