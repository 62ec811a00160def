import { expect, it } from "vitest";
import { useWorld } from "../../world/use-world.ts";

const { installed: ours } = useWorld({ works: false });

it.each([
  ["/activities?cursor=9999999999999999999", 400],
  ["/activities?cursor=9223372036854775808", 400],
  ["/activities?cursor=9223372036854775807", 200],
  ["/activities?cursor=0", 200],
  ["/activities?cursor=-1", 400],
  ["/activities?cursor=steel", 400],
  ["/activities?cursor=", 400],
  ["/activities?cursor=1&cursor=2", 400],
  ["/activities?limit=101", 400],
  ["/activities?tab=gone", 400],
  ["/activities?colour=red", 400],
  ["/activities?type=commitment,vendor&status=synced&impact=10.50&q=steel", 200],
  ["/activities?type=ship", 400],
  ["/activities?type=", 400],
  ["/activities?project=harbor", 400],
  ["/activities?connection=1", 400],
  ["/activities?status=gone", 400],
  ["/activities?impact=-1", 400],
  ["/activities?impact=lots", 400],
  ["/activities?q=%20", 400],
  ["/activities?since=yesterday", 400],
  [`/activities?project=${Array.from({ length: 51 }, (_, i) => i + 1).join(",")}`, 400],
  ["/activities/9999999999999999999", 404],
  ["/activities/9223372036854775807", 404],
  ["/activities/steel", 400],
])("answers %s with %i", async (path, status) => {
  expect(await ours.admin.get(`/companies/${ours.companyId}${path}`)).toMatchObject({ status });
});

it("says which filters there are", async () => {
  const path = `/companies/${ours.companyId}/activities?colour=red`;

  expect(await ours.admin.get(path)).toMatchObject({
    body: {
      message: expect.stringMatching(/there is no filter colour; there are since, until, type/),
    },
  });
});

it("finds no activity to retry beyond what the database can count", async () => {
  expect(
    await ours.admin.send(
      "POST",
      `/companies/${ours.companyId}/activities/9999999999999999999/retry`,
    ),
  ).toMatchObject({ status: 404 });
});
