import type { ConnectionTest, SystemView } from "../../../server/api/contract.ts";

interface TestOutcome {
  isGood: boolean;
  title: string;
  text: string;
}

/**
 * A test of credentials as people read it: that nobody answered is not a refusal, and wants another
 * remedy.
 */
export function outcomeOf(
  { ok, isReached, message, missing }: ConnectionTest,
  { name, credentials }: SystemView,
): TestOutcome {
  if (ok) return { isGood: true, title: `${name} accepts these credentials`, text: message };
  if (missing.length > 0) {
    return { isGood: false, title: `${name} does not permit enough yet`, text: message };
  }
  if (isReached) return { isGood: false, title: `${name} refused`, text: message };
  const text = `${message.replace(/\.?$/, ".")} ${credentials.whenSilent}`;
  return { isGood: false, title: `${name} was not reached`, text };
}
