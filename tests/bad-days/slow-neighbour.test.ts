import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { serveSystem, type ServedSystem } from "../sandbox/core/serve.ts";
import { netsuite } from "../sandbox/netsuite/netsuite.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { type Books, ordersOf } from "../world/books.ts";
import { countsOf, createCommitment } from "../world/commitments.ts";
import { connectionTo, install, type Installed } from "../world/install.ts";
import { openTap, type Tap } from "../world/tap.ts";
import { useWorld } from "../world/use-world.ts";

// One company has its orders in another NetSuite.
const { world, installed: quick } = useWorld({
  settings: { automaticSync: true },
  isGreenTrue: false,
});
const COMMITMENTS = 60;

/** Another company, on a NetSuite of its own. */
let slow: Installed;
let theirNetSuite: ServedSystem & { tap: Tap };

beforeAll(async () => {
  const played = netsuite({ accountId: "SLOW31", seed: 9 });
  const tap = openTap();
  const served = await serveSystem({ ...played, handlers: [tap.handler, ...played.handlers] });
  theirNetSuite = { ...served, tap };
  const entered = connectionTo({ ...played, url: served.url });
  slow = await install(world, { automaticSync: true }, "stranger", entered);
  await atRest(world);
});
afterAll(() => theirNetSuite.close());

/** Calls that reach it and fit are answered when the test has ended, or lets them. */
function hang(tap: Tap, fits: (request: Request) => boolean) {
  const { promise, resolve: letGo } = Promise.withResolvers<void>();
  const held = { calls: 0 };
  const end = tap.listen(async (_, request) => {
    if (!fits(request)) return;
    held.calls += 1;
    await promise;
  });
  onTestFinished(() => {
    end();
    letGo();
  });
  return { held, letGo };
}

async function fill(title: string): Promise<void> {
  for (let turn = 1; turn <= COMMITMENTS; turn += 1) {
    await createCommitment(world, slow, {
      vendor: "Calder Facades Ltd",
      title: `${title} ${turn}`,
    });
  }
}

const active = async (name: string) =>
  (await world.database.admin("pgboss.job").where({ name, state: "active" })).length;

it("pushes one company's commitments while another's NetSuite answers nothing", async () => {
  const { held, letGo } = hang(theirNetSuite.tap, ({ url }) => url.includes("/record/"));
  await fill("Left waiting");
  await vi.waitFor(() => expect(held.calls).toBeGreaterThan(0), soon);
  await vi.waitFor(async () => expect(await active("detect-change")).toBe(0), soon);

  const commitment = await createCommitment(world, quick, {
    vendor: "Acme Steel Erectors",
    title: "Lintels beside a slow neighbour",
  });

  await vi.waitFor(() => expect(ordersOf(world, commitment)).toHaveLength(1), soon);
  letGo();
  await atRest(world, { timeout: 60_000, interval: 200 });
  expect(await countsOf(slow)).toMatchObject({ pending: 0, failed: 0 });
  const { purchaseOrder } = theirNetSuite.system.state() as Books;
  expect(purchaseOrder).toHaveLength(COMMITMENTS);
}, 120_000);

it("detects, pushes and tells of one company's commitments while Procore answers another nothing", async () => {
  const { held, letGo } = hang(
    world.procore.tap,
    ({ headers }) => headers.get("procore-company-id") === slow.companyId,
  );
  await fill("Unread");
  await vi.waitFor(() => expect(held.calls).toBeGreaterThan(0), soon);

  const commitment = await createCommitment(world, quick, {
    vendor: "Acme Steel Erectors",
    title: "Angles beside a slow neighbour",
  });

  await vi.waitFor(() => expect(ordersOf(world, commitment)).toHaveLength(1), soon);
  const inProcore = () => world.procore.system.live().commitments.get(commitment.id);
  await vi.waitFor(() => expect(inProcore()?.originId).not.toBeNull(), soon);
  letGo();
  await atRest(world, { timeout: 60_000, interval: 200 });
}, 120_000);
