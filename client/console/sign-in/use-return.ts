import { useEffect, useState } from "react";
import { startSession } from "../../api/session.ts";
import { signInByRedirect, takeReturned } from "../../bridge/sign-in-by-redirect.ts";

const MARK = "crosstie:left-for-procore";
const LOOP_MS = 60_000;

interface Return {
  isUnderWay: boolean;
  reason: string | null;
}

/**
 * What to do about a missing session when the page opens: trade the code that Procore's redirect
 * brought, or go and fetch one. `isOpening` false: the session was there and has ended.
 */
export function useReturn(isOpening: boolean): Return {
  const [state, setState] = useState<Return>({ isUnderWay: isOpening, reason: null });

  useEffect(() => {
    if (!isOpening) return;
    const { returned, error } = takeReturned();
    const refuse = (reason: string) => setState({ isUnderWay: false, reason });
    if (error) refuse(error);
    else if (returned) {
      startSession(returned).then(forgetLeaving, (problem: unknown) =>
        refuse(problem instanceof Error ? problem.message : String(problem)),
      );
    } else if (hasJustLeft()) refuse("Procore sent you back without signing you in.");
    else leaveForProcore();
  }, []);

  return state;
}

export function leaveForProcore(): void {
  sessionStorage.setItem(MARK, String(Date.now()));
  void signInByRedirect(window.location.pathname + window.location.search);
}

function hasJustLeft(): boolean {
  return Date.now() - Number(sessionStorage.getItem(MARK) ?? 0) < LOOP_MS;
}

function forgetLeaving(): void {
  sessionStorage.removeItem(MARK);
}
