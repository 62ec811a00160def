import { expect, it, vi } from "vitest";
import type { ActivityPage } from "../../server/api/contract.ts";
import { TASK_NAMES } from "../../server/jobs/queues.ts";
import { deliver } from "../bad-days/deliveries.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { aDelivery, secretOf } from "./genuine.ts";

const { world, installed } = useWorld();

const table = (name: string) => world.database.admin(name);
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
const send = async (body: string) =>
  expect((await deliver(world, body, secretOf(world, installed))).status).toBe(204);

it("forgets a delivery after thirty days, unless its work was never queued", async () => {
  for (let count = 0; count < 3; count += 1) await send(aDelivery(installed));
  await atRest(world);
  const [late, unqueued, recent] = await table("deliveries").pluck<string[]>("delivery_id");
  await table("deliveries")
    .where({ delivery_id: late })
    .update({ received_at: daysAgo(31) });
  await table("deliveries")
    .where({ delivery_id: recent })
    .update({ received_at: daysAgo(29) });
  const holder = await world.database.admin.transaction();
  await holder("deliveries")
    .where({ delivery_id: unqueued })
    .update({ received_at: daysAgo(31), queued_at: null });
  await holder.raw("select 1");

  await world.everyTick().finally(() => holder.commit());
  expect((await table("deliveries").pluck<string[]>("delivery_id")).toSorted()).toEqual(
    [unqueued, recent].toSorted(),
  );
});

it("keeps of what it set aside the newest hundred, none longer than thirty days", async () => {
  const aside = (number: number) => send(aDelivery(installed, { resource_id: `no ${number}` }));
  const kept = () =>
    table("set_aside_deliveries").orderBy("set_aside_at").pluck<string[]>("payload");
  for (let number = 0; number < 103; number += 1) await aside(number);
  const newest = await kept();
  expect(newest).toHaveLength(100);
  expect(newest[0]).toContain('"no 3"');
  await table("set_aside_deliveries").update({ set_aside_at: daysAgo(31) });

  await aside(103);

  expect(await kept()).toEqual([expect.stringContaining('"no 103"')]);
});

it("forgets codes and sessions that have ended at the next sign-in of anybody", async () => {
  await signIn(world, "superintendent");
  await table("sessions").update({ expires_at: daysAgo(0.01) });
  await table("sign_in_codes").insert({
    code_hash: "of-a-code-that-nobody-brought",
    user_id: "1",
    login: "",
    name: "",
    expires_at: daysAgo(0.01),
  });

  const admin = await signIn(world, "admin");

  await vi.waitFor(async () => {
    expect(await table("sign_in_codes")).toEqual([]);
    expect(await table("sessions")).toHaveLength(1);
  }, soon);
  installed.admin = admin;
});

it("revokes at Procore, and forgets, what a person has left behind who did not come back", async () => {
  const { id: userId } = await must(
    (await signIn(world, "accounting")).get<{ id: string }>("/session"),
  );
  const revoked = () => countCalls(world.procore, "POST", /oauth\/revoke$/, 200);
  const before = revoked();
  await table("sessions").where({ user_id: userId }).delete();
  await table("user_grants")
    .where({ user_id: userId })
    .update({ expires_at: daysAgo(1) });

  installed.admin = await signIn(world, "admin");

  await vi.waitFor(async () => {
    expect(await table("user_grants").where({ user_id: userId })).toEqual([]);
    expect(revoked()).toBe(before + 1);
  }, soon);
});

it("forgets runs after thirty days", async () => {
  const sync = async () => {
    await must(installed.admin.send("POST", `/companies/${installed.companyId}/payments/sync`));
    await atRest(world);
  };
  await sync();
  await table("runs").update({ started_at: daysAgo(31) });
  await sync();

  expect(await table("runs")).toHaveLength(1);
});

it("keeps a job that is done for an hour", async () => {
  const queues = await table("pgboss.queue").whereIn("name", TASK_NAMES);
  expect(queues).toHaveLength(TASK_NAMES.length);
  expect(queues.filter(({ deletion_seconds: kept }) => kept !== 3_600)).toEqual([]);
});

it("keeps every activity, however old", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Long ago",
  });
  await atRest(world);
  await table("activities").update({ detected_at: daysAgo(3_650) });

  await world.everyTick();
  await atRest(world);

  const { items } = await must(
    installed.admin.get<ActivityPage>(`/companies/${installed.companyId}/activities?tab=pending`),
  );
  expect(items.map(({ title }) => title)).toContain(`${commitment.number} · Long ago`);
});

it("destroys every secret of a company that leaves, and keeps what was sent", async () => {
  const records = await table("records").count();
  await must(installed.admin.send("DELETE", `/companies/${installed.companyId}/installation`));
  await atRest(world);

  expect(await table("companies").pluck("webhook_secret")).toEqual([""]);
  expect(await table("connections").pluck("credentials")).toEqual([""]);
  expect(await table("service_tokens")).toEqual([]);
  expect(await table("records").count()).toEqual(records);
});
