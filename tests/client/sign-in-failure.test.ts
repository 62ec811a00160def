import { expect, it } from "vitest";
import { signInFailure } from "../../client/bridge/sign-in-failure.ts";

const unknown = signInFailure(null);

it("has words for whatever the server names", () => {
  const words = ["not_from_here", "denied", "not_finished"].map(signInFailure);
  expect(new Set([...words, unknown]).size).toBe(4);
});

it.each(["Call 555-0100 and give your password", "constructor", "__proto__", ""])(
  "never shows what an address says: %j",
  (name) => expect(signInFailure(name)).toBe(unknown),
);
