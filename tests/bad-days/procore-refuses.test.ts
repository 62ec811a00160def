import { expect, it, onTestFinished, vi } from "vitest";
import { countTabs } from "../../server/store/activity-filter.ts";
import { soon } from "../world/at-rest.ts";
import { countCalls } from "../world/books.ts";
import { createCommitment } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld();

const vendor = "Acme Steel Erectors";
/** From the database: to ask the API would call Procore for permissions. */
const pending = async () =>
  (await countTabs(world.database.admin, { companyId: installed.companyId })).pending;
const restCalls = (since: number) =>
  world.procore.tap.heard.slice(since).filter(({ path }) => path.startsWith("/rest/"));

it("renews its token once when Procore answers 401 mid-run, and goes on", async () => {
  const before = await pending();
  const renewals = countCalls(world.procore, "POST", /^\/oauth\/token$/);
  let asked = 0;
  const stop = world.procore.tap.listen(async ({ path }) => {
    if (/^\/rest\/v1\.0\/commitments\/\d+$/.test(path) && ++asked === 3) {
      await world.procore.system.act({
        do: "expire_tokens",
        login: "crosstie-service@procore.example",
      });
    }
  });

  for (let count = 1; count <= 8; count += 1) {
    await createCommitment(world, installed, { vendor, title: `Embeds, area ${count}` });
  }

  await vi.waitFor(async () => expect(await pending()).toBe(before + 8), soon);
  stop();
  expect(world.procore.calls().filter(({ status }) => status === 401)).not.toEqual([]);
  expect(countCalls(world.procore, "POST", /^\/oauth\/token$/)).toBe(renewals + 1);
});

it("waits until the reset when Procore answers 429, and makes no call meanwhile", async () => {
  const state = world.procore.system.live();
  const before = await pending();
  onTestFinished(
    async () =>
      void (await world.procore.system.act({ do: "set_rate_limits", perTenSeconds: 2_000 })),
  );
  await world.procore.system.act({ do: "set_rate_limits", perTenSeconds: 20 });
  // another process of the app has used up what the app may call, and just now: a busy machine has
  // 7 s for the webhook and the first call
  const reset = Date.now() + 7_000;
  state.rateWindows.set(state.app.clientId, {
    hour: { startedAt: Date.now(), count: 20 },
    spike: { startedAt: reset - 10_000, count: 20 },
  });
  const heard = world.procore.tap.heard.length;

  await createCommitment(world, installed, { vendor, title: "Roof dunnage" });

  await vi.waitFor(async () => expect(await pending()).toBe(before + 1), {
    ...soon,
    timeout: 45_000,
  });
  const [refused, ...later] = restCalls(heard);
  expect(refused!.at).toBeLessThan(reset);
  expect(countCalls(world.procore, "GET", /./, 429)).toBe(1);
  expect(later.length).toBeGreaterThan(0);
  expect(later.filter(({ at }) => at < reset)).toEqual([]);
});

it("waits as long as Procore says with 503, and asks for that alone again", async () => {
  const before = await pending();
  const heard = world.procore.tap.heard.length;
  world.procore.faults.add({
    method: "GET",
    path: "/rest/v1.0/work_order_contracts/*",
    kind: "status",
    status: 503,
    times: 1,
  });

  const { id } = await createCommitment(world, installed, { vendor, title: "Crane pads" });

  await vi.waitFor(async () => expect(await pending()).toBe(before + 1), soon);
  const [first, second, ...rest] = restCalls(heard).filter(({ path }) => path.endsWith(`/${id}`));
  expect([first?.path, second?.path, rest]).toEqual([
    `/rest/v1.0/commitments/${id}`,
    `/rest/v1.0/work_order_contracts/${id}`,
    [],
  ]);
  expect(countCalls(world.procore, "GET", /work_order_contracts/, 503)).toBe(1);
  expect(second!.at - first!.at).toBeGreaterThanOrEqual(1_000);
});
