import { expect, it } from "vitest";
import type { ActivityHistory, ActivityPage } from "../../server/api/contract.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { createCommitment } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { nameOf } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true, createVendors: false } });

it("keeps each try of a record: when, by whom, and what came of it", async () => {
  const at = `/companies/${installed.companyId}/activities`;
  await createCommitment(world, installed, { vendor: "Keystone Masonry", title: "Gantry" });
  await atRest(world);
  const { items } = await must(
    installed.admin.get<ActivityPage>(`${at}?tab=failed&q=Gantry&type=commitment`),
  );
  const historyOf = (id: string) =>
    must(installed.admin.get<ActivityHistory>(`${at}/${id}/history`));
  const [failed] = items;
  expect(failed).toMatchObject({ status: "failed", openCount: 1 });
  expect((await historyOf(failed!.id)).attempts).toMatchObject([
    { outcome: "failed", requestedBy: null, title: failed!.failure!.title },
  ]);

  await must(installed.admin.send("POST", `${at}/${failed!.id}/vendor`, {}));
  await expect
    .poll(async () => (await historyOf(failed!.id)).attempts[0]?.outcome, soon)
    .toBe("synced");

  const { attempts, changes, entries } = await historyOf(failed!.id);
  expect(attempts.map(({ outcome }) => outcome)).toEqual(["synced", "failed"]);
  expect(attempts[0]!.transactionId).toMatch(/^\d+$/);
  expect(changes).toMatchObject([{ id: failed!.id, action: "created", status: "synced" }]);
  expect(entries.map(({ action, name }) => `${action} ${name}`)).toContain(
    `sync_requested ${nameOf(world, "admin")}`,
  );
});

it("names who asked at the try that answers them, and nobody at one that went by itself", async () => {
  const at = `/companies/${installed.companyId}/activities`;
  await createCommitment(world, installed, { vendor: "Caliber Electric Co.", title: "Crane rail" });
  await atRest(world);
  const listed = async () =>
    (await must(installed.admin.get<ActivityPage>(`${at}?tab=failed&q=Crane&type=commitment`)))
      .items[0]!;
  const { id, failure } = await listed();
  const history = async () =>
    (await must(installed.admin.get<ActivityHistory>(`${at}/${id}/history`))).attempts.map(
      ({ outcome, requestedBy }) => [outcome, requestedBy],
    );

  await must(installed.admin.send("POST", `${at}/${id}/retry`, {}));
  await atRest(world);
  expect(await history()).toEqual([
    ["failed", nameOf(world, "admin")],
    ["failed", null],
  ]);
  expect((await listed()).failure!.attempts).toBe(failure!.attempts + 1);

  await world.netsuite.system.act({ do: "create_vendor", companyName: "Caliber Electric Co." });
  await createCommitment(world, installed, { vendor: "Caliber Electric Co.", title: "Buffer" });
  await atRest(world);
  expect((await history())[0]).toEqual(["synced", null]);
});

it("keeps no more than fifty of a record, and those no longer than 400 days", async () => {
  const { admin: db } = world.database;
  const [row] = await db("attempts").orderBy("attempt_id", "desc").limit(1);
  const { company_id, record_id } = row as { company_id: string; record_id: string };
  const of = { company_id, record_id };
  const failure = (time: number) => JSON.stringify({ title: `Try ${time}`, said: null });

  for (let time = 1; time <= 55; time += 1) {
    await db("records")
      .where(of)
      .update({ failure: failure(time) });
  }

  const kept = await db("attempts").where(of).orderBy("attempt_id").pluck("title");
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, "Try 6", "Try 55"]);

  await db("attempts")
    .where(of)
    .update({ at: new Date(Date.now() - 401 * 24 * 3_600_000) });
  await expect.poll(() => db("attempts").where(of), soon).toEqual([]);
});
