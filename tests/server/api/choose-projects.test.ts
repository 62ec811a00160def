import { expect, it } from "vitest";
import { atRest } from "../../world/at-rest.ts";
import { ordersOf } from "../../world/books.ts";
import { createCommitment, viewOf } from "../../world/commitments.ts";
import { changeSettings, must } from "../../world/install.ts";
import { useWorld } from "../../world/use-world.ts";

const { world, installed } = useWorld();

const choose = (projectIds: string[]) =>
  must(
    installed.admin.send("PUT", `/companies/${installed.companyId}/installation/projects`, {
      projectIds,
    }),
  );

it("lets go what waited for its project to be chosen", async () => {
  const [first, second] = installed.projects.map(({ id }) => id) as [string, string];
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "In a project left out",
  });
  await atRest(world);
  await choose([second]);
  await changeSettings(installed, { automaticSync: true });
  await atRest(world);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    waiting: "this project is not chosen in Settings",
  });

  await choose([first, second]);
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
  expect(ordersOf(world, commitment)).toHaveLength(1);
});
