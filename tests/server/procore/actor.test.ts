import { expect, it } from "vitest";
import { actorKey } from "../../../server/procore/actor.ts";
import { createPace } from "../../../server/procore/pace.ts";

it("holds back one person's sign-in without holding back another's", async () => {
  const pace = createPace();
  const [one, another] = [{ accessToken: "token-of-one" }, { accessToken: "token-of-another" }];

  pace.isTurnedAway(one, {
    status: 429,
    headers: new Headers({ "retry-after": "3600" }),
    body: undefined,
  });

  await expect(pace.pass(one)).rejects.toThrow("too many calls");
  await expect(pace.pass(another)).resolves.toBeUndefined();
});

it("names nobody by their token", () => {
  expect(actorKey({ accessToken: "token-of-one" })).not.toContain("token-of-one");
});
