import { expect, it } from "vitest";
import type { ActivityView } from "../../../server/api/contract.ts";
import { must } from "../../world/install.ts";
import { signIn } from "../../world/sign-in.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed: ours } = useWorld({ works: false });

const at = () => `/companies/${ours.companyId}/activity-views`;
const view = (name: string, filters: unknown = { q: "steel" }) => ({
  name,
  tab: "failed",
  filters,
});

it("keeps a person's views from everybody else", async () => {
  const accountant = await signIn(world, "accounting");
  const mine = await must(ours.admin.send<ActivityView>("POST", at(), view("Mine")));

  expect(await must(accountant.get(at()))).toEqual([]);
  expect(await accountant.send("PUT", `${at()}/${mine.id}`, { name: "Theirs" })).toMatchObject({
    status: 409,
  });
  await must(accountant.send("DELETE", `${at()}/${mine.id}`));

  expect(await must(ours.admin.get(at()))).toEqual([mine]);
  await must(ours.admin.send("DELETE", `${at()}/${mine.id}`));
});

it("takes each name once, and no more than fifty", async () => {
  for (let number = 1; number <= 50; number += 1) {
    await must(ours.admin.send("POST", at(), view(`View ${number}`)));
  }

  expect(await ours.admin.send("POST", at(), view("View 1"))).toMatchObject({ status: 409 });
  expect(await ours.admin.send("POST", at(), view("One more"))).toMatchObject({
    status: 409,
    body: { message: "You have 50 saved views: delete one first." },
  });
  const [first, second] = await must(ours.admin.get<ActivityView[]>(at()));
  const rename = (name: string) => ours.admin.send("PUT", `${at()}/${first!.id}`, { name });
  expect(await rename(second!.name)).toMatchObject({ status: 409 });
  expect(await rename("Another name")).toMatchObject({ status: 204 });
});

it.each([
  { colour: "red" },
  { type: "ship" },
  { impact: "lots" },
  { from: "yesterday" },
  { since: "2026-03-01T00:00:00Z" },
  { q: "x".repeat(101) },
  ["q"],
])("refuses filters that the list would refuse: %j", async (filters) => {
  expect(await ours.admin.send("POST", at(), view("Odd", filters))).toMatchObject({ status: 400 });
});
