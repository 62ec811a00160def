import { expect, it, vi } from "vitest";
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
  await changeSettings(installed, { automaticSync: false });
  const commitment = await createCommitment(world, installed, {
    vendor: "Caliber Electric Co.",
    title: "Asked for in the outage",
  });
  await atRest(world);
  world.netsuite.faults.add({
    method: "POST",
    path: "*/suiteql",
    kind: "status",
    status: 503,
  });
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

  // the last of its tries, hours later
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
