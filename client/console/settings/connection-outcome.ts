import type { ConnectionTest } from "../../../server/api/contract.ts";

// The connector's own words for an address that stays silent, or where something else than NetSuite
// answers.
const UNREACHED = /did not answer|connection broke|answered HTTP/;

/**
 * A test of credentials as people read it: that nobody answered is not a refusal, and wants another
 * remedy.
 */
export function outcomeOf({ ok, message }: ConnectionTest): {
  isGood: boolean;
  title: string;
  text: string;
} {
  if (ok) return { isGood: true, title: "NetSuite accepts these credentials", text: message };
  if (!UNREACHED.test(message)) return { isGood: false, title: "NetSuite refused", text: message };
  const text = `${message.replace(/\.?$/, ".")} Check the account ID and the account URL; leave the URL empty to have it made from the ID. If both are right, NetSuite may be down: test again later.`;
  return { isGood: false, title: "NetSuite was not reached", text };
}
