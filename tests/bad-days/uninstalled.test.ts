import { afterAll, beforeAll, expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { afterFirstPoll, atRest } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf } from "../world/commitments.ts";
import { install, type Installed, must } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";

let world: World;
let installed: Installed;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: false });
  await afterFirstPoll(world, installed.projects.map(({ id }) => id));
});
afterAll(() => world.close());

it("stays uninstalled whoever looks, sends nothing, and goes on once an admin sets it up again", async () => {
  const at = `/companies/${installed.companyId}`;
  const statusOf = async () => (await must(installed.admin.get<Installation>(`${at}/installation`))).status;
  const commitment = await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Left waiting" });
  await atRest(world);
  const { items } = await must(installed.admin.get<{ items: { id: string }[] }>(`${at}/activities`));

  expect((await installed.admin.send("DELETE", `${at}/installation`)).status).toBe(204);
  expect(await statusOf()).toBe("uninstalled");
  expect(await statusOf()).toBe("uninstalled");

  expect(await installed.admin.get(pathOf(installed, commitment))).toMatchObject({ status: 404, body: { code: "not_set_up" } });
  expect(await installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`)).toMatchObject({ status: 404 });
  expect(await installed.admin.send("POST", `${at}/activities/${items[0]!.id}/retry`)).toMatchObject({ status: 409 });
  await atRest(world);
  expect(ordersOf(world, commitment)).toEqual([]);

  await must(installed.admin.send("POST", `${at}/installation`));
  expect(await statusOf()).toBe("setting_up");
  await must(installed.admin.send("POST", `${at}/installation/finish`));
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await atRest(world);
  expect(ordersOf(world, commitment)).toHaveLength(1);
});
