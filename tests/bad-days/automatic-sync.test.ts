import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { countsOf, createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { heldClaim } from "../world/held-claim.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld();

it("sends all that is pending when automatic sync is turned on", async () => {
  const titles = Array.from({ length: 25 }, (_, index) => `Change of mind ${index + 1}`);
  const commitments = await Promise.all(
    titles.map((title) =>
      createCommitment(world, installed, { vendor: "Acme Steel Erectors", title }),
    ),
  );
  await atRest(world);
  expect(await countsOf(installed)).toEqual({ pending: 25, failed: 0, completed: 0 });
  expect(ordersOf(world, commitments[0]!)).toEqual([]);

  await changeSettings(installed, { automaticSync: true });

  await vi.waitFor(
    async () => expect(await countsOf(installed)).toEqual({ pending: 0, failed: 0, completed: 25 }),
    soon,
  );
  expect(commitments.map((commitment) => ordersOf(world, commitment).length)).toEqual(
    titles.map(() => 1),
  );
});

it("goes on by itself with what somebody asked for, once NetSuite answers again after hours", async () => {
  const commitment = await outOfReach("Caliber Electric Co.");

  world.netsuite.faults.clear();
  await world.database
    .admin("schedules")
    .where({ task: "again" })
    .update({ due_at: new Date(0) });

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        record: "success",
        failure: null,
      }),
    soon,
  );
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

it("goes through with Retry once the network to NetSuite is there again", async () => {
  const commitment = await outOfReach("Cobalt Plumbing & Piping");
  const { timeline } = await viewOf(installed, commitment);

  world.netsuite.faults.clear();
  const at = `/companies/${installed.companyId}/activities/${timeline[0]?.id}/retry`;
  await must(installed.admin.send("POST", at));
  await atRest(world);

  expect(timeline).toMatchObject([{ status: "failed", canRetry: true }]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", failure: null });
  expect(ordersOf(world, commitment)).toHaveLength(1);
});

/** Asked for while the network to NetSuite is cut, until the last of its tries, hours later. */
async function outOfReach(vendor: string): Promise<Commitment> {
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: `Asked of ${vendor} in the outage`,
  });
  await atRest(world);
  world.netsuite.faults.add({ method: "POST", path: "*/suiteql", kind: "reset" });
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  const vendorRecord = () =>
    world.database
      .admin("records")
      .where({ kind: "vendor", procore_id: commitment.vendorId })
      .first();
  await vi.waitFor(
    async () =>
      expect(await vendorRecord()).toMatchObject({
        waiting: expect.stringContaining("NetSuite to answer"),
      }),
    soon,
  );
  await world.database.admin("pgboss.job").where({ name: "push-record" }).delete();
  const {
    company_id: companyId,
    connection_id: connectionId,
    record_id: recordId,
  } = await vendorRecord();
  await world.tasks["push-record"](
    { companyId, connectionId, recordId },
    { signal: new AbortController().signal, retryCount: 12, isLastTry: true, claim: heldClaim },
  );
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "error",
    failure: { code: "unreachable", whoseMove: "crosstie" },
  });
  return commitment;
}
