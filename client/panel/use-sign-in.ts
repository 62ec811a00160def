import { useState } from "react";
import { RefusalError } from "../api/refusal-error.ts";
import { startSession } from "../api/session.ts";
import { signInByPopUp, SignInError } from "../bridge/sign-in.ts";
import { formatReason } from "../format.ts";

/** Signing in by a window of Procore's. With a session the panel shows something else. */
export function useSignIn() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function signIn(): Promise<void> {
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
  }

  return { isBusy, problem, signIn: () => void signIn() };
}
