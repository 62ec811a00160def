import { beforeAll, expect, it } from "vitest";
import type {
  ActivityPage,
  Overview,
  ReconcilePage,
  RecordGrid,
} from "../../server/api/contract.ts";
import { sent } from "../statements.ts";
import { atRest } from "../world/at-rest.ts";
import { approveInvoice } from "../world/bills.ts";
import { createCommitment } from "../world/commitments.ts";
import { must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { VendorChoice } from "./vendor-choice.ts";

const { world, installed } = useWorld({
  settings: { automaticSync: true, createVendors: false, paymentSchedule: "hourly" },
});

const overview = (zone = "America/Chicago") =>
  must(
    installed.admin.get<Overview>(
      `/companies/${installed.companyId}/overview?zone=${encodeURIComponent(zone)}`,
    ),
  );

let before: Overview;
beforeAll(async () => {
  before = await overview();
  const vendor = await new VendorChoice(world, installed).inProcore("Overview Masonry #");
  const blocked = await createCommitment(world, installed, { vendor, title: "Blocked" });
  await createCommitment(world, installed, { vendor: "Acme Steel Erectors", title: "Goes" });
  await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Draft",
    status: "Draft",
    amount: "300.00",
  });
  await atRest(world);
  await approveInvoice(world, installed, blocked, "25");
  await atRest(world);
});

it("says of a company where nothing has happened that nothing has", () => {
  expect(before).toMatchObject({
    hasActivities: false,
    needs: [],
    problems: [],
    oldest: [],
    inFlight: { pending: { records: 0, worth: [] }, failed: { records: 0, worth: [] } },
  });
  expect(before.days).toHaveLength(30);
});

it("says what needs someone, what is on its way, and what came of today's changes", async () => {
  const shown = await overview();
  const usd = (amount: string) => [{ currency: "USD", amount }];

  expect(shown).toMatchObject({
    isWhole: true,
    hasActivities: true,
    needs: [{ whoseMove: "accounting", problems: 1, records: 2, worth: usd("1500.00") }],
    problems: [{ failed: 1, waiting: 1 }],
    inFlight: {
      pending: { records: 2, worth: usd("600.00") },
      failed: { records: 1, worth: usd("1200.00") },
    },
  });
  expect(shown.days.at(-1)).toMatchObject({ synced: 1, failed: 1, pending: 2 });
  expect(shown.oldest.map(({ waiting }) => waiting)).toEqual(
    expect.arrayContaining(["approval in Procore"]),
  );
});

it("says how both systems are, and when what runs next", async () => {
  const { health, runs } = await overview();

  expect(health).toMatchObject({
    erp: { name: "NetSuite", state: "working", queuedSince: null },
    procore: { state: "working", queuedSince: null },
  });
  for (const { answeredAt } of [health!.erp, health!.procore]) {
    expect(Date.now() - Date.parse(answeredAt!)).toBeLessThan(120_000);
  }
  expect(runs.map(({ what }) => what).toSorted()).toEqual(["compare", "payments", "poll"]);
  for (const { lastAt, nextAt } of runs) {
    expect(Date.parse(lastAt!)).toBeLessThan(Date.parse(nextAt!));
  }
});

it("counts what was never sent, and what a run found, as the lists do that these lead to", async () => {
  const at = (rest: string) => `/companies/${installed.companyId}${rest}`;
  const old = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "From before",
  });
  await atRest(world);
  await world.database
    .admin("records")
    .where({ procore_id: old.id })
    .update({ status: "not_integrated", erp_id: null, sent_total: null });
  const begunAt = Date.now();
  await must(installed.admin.send("POST", at("/reconcile")));
  await atRest(world);

  const synced = await world.database
    .admin("records")
    .where({ kind: "commitment", status: "success" })
    .first("record_id");
  await world.database
    .admin("records")
    .where(synced)
    .update({ status: "desynchronized", differs: "other" });

  const { differing: otherwise, notIntegrated, inFlight, runs, health } = await overview();

  const grid = await must(
    installed.admin.get<RecordGrid>(at("/records?status=not_integrated&group=finance")),
  );
  expect(notIntegrated).toBe(grid.counts.not_integrated);
  expect(notIntegrated).toBeGreaterThan(0);
  expect(grid.counts.desynchronized).toBeGreaterThan(0);
  expect(otherwise).toBe(grid.counts.desynchronized);
  const { counts } = await must(installed.admin.get<ActivityPage>(at("/activities?tab=pending")));
  expect(inFlight.pending.records).toBe(counts!.pending);
  const { differing, shown } = await must(
    installed.admin.get<ReconcilePage>(at("/reconcile?only=differences")),
  );
  expect(differing).toBeGreaterThan(0);
  expect(runs.find(({ what }) => what === "compare")).toMatchObject({
    differing,
    lastAt: shown!.finishedAt,
    problem: null,
  });
  for (const { answeredAt } of [health!.erp, health!.procore]) {
    expect(Date.parse(answeredAt!)).toBeGreaterThanOrEqual(begunAt);
  }
});

it("refuses a time zone that there is not", async () => {
  const { status } = await installed.admin.get(
    `/companies/${installed.companyId}/overview?zone=Mars/Olympus`,
  );
  expect(status).toBe(400);
});

it("asks as few questions of a company with ten thousand changes as of this one", async () => {
  // The least of a few: jobs ask beside it.
  const count = async () => {
    const counts: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const was = sent.crosstie ?? 0;
      await overview();
      counts.push((sent.crosstie ?? 0) - was);
    }
    return Math.min(...counts);
  };
  const small = await count();
  const { admin } = world.database;
  await admin.raw(
    `insert into activities (company_id, record_id, action, changes, status, synced_at, detected_at)
     select company_id, record_id, 'updated', '[]', 'synced', now(), now() - n * interval '10 minutes'
       from (select * from records where company_id = ? limit 1) one, generate_series(1, 10000) n`,
    [installed.companyId],
  );

  expect(await count()).toBe(small);
});
