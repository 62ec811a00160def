const REASONS: Record<string, string> = {
  not_from_here:
    "This sign-in was not started in this browser, or it took longer than ten minutes. Start again.",
  denied: "You did not allow Crosstie to use your Procore account. Nothing was changed.",
  not_finished: "Procore did not complete the sign-in. Try again in a moment.",
};

/** Of the name in the address; what the address says in words of its own is never shown. */
export function signInFailure(name: string | null): string {
  const known = name !== null && Object.hasOwn(REASONS, name) ? REASONS[name] : undefined;
  return known ?? "Procore sent you back without a result. Sign in again.";
}
