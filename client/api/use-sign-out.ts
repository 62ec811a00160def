import { useState } from "react";
import { RefusalError } from "./refusal-error.ts";
import { signOut, useSession } from "./session.ts";

/** Who is signed in, and the way out. Null: nobody. */
export function useSignOut() {
  const session = useSession();
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function leave(): Promise<void> {
    if (isLeaving) return;
    setLeaving(true);
    setProblem(null);
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      setProblem(`You are still signed in. ${error.message}`);
      setLeaving(false);
    }
  }

  return session && { person: session.user, isLeaving, problem, leave: () => void leave() };
}
