import { expect, it, vi } from "vitest";
import type { ReconciledContract, ReconcilePage, RecordGrid } from "../../server/api/contract.ts";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { nameOf, people, signIn } from "../world/sign-in.ts";
import { useWorld } from "../world/use-world.ts";
import { changing } from "./changing.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";

const path = (rest = "") => `/companies/${installed.companyId}/reconcile${rest}`;
const ns = (act: string, given: object) => world.netsuite.system.act({ do: act, ...given });
const page = (query = "") => must(installed.admin.get<ReconcilePage>(path(query)));
const orderOf = (commitment: Commitment) => ordersOf(world, commitment)[0]!;

async function run(): Promise<ReconcilePage> {
  await atRest(world);
  await must(installed.admin.send("POST", path()));
  return vi.waitFor(async () => {
    const seen = await page("?limit=100");
    expect(seen.run?.status).not.toBe("running");
    return seen;
  }, soon);
}
async function rowOf({ id }: Commitment): Promise<ReconciledContract> {
  return (await run()).items.find(({ procoreId }) => procoreId === id)!;
}
async function ordered(title: string, amount = "1000.00"): Promise<Commitment> {
  const commitment = await createCommitment(world, installed, { vendor, title, amount });
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  await atRest(world);
  return commitment;
}

it("has nothing to show before its first run, and says so", async () => {
  await atRest(world);

  expect(await page()).toMatchObject({ run: null, shown: null, items: [], projects: [] });
  expect((await installed.admin.get(path("/export"))).status).toBe(404);
});

it("reads a contract, its bills and payments in both systems, and finds them equal", async () => {
  const bill = await billed(world, installed, { vendor, title: "Equal", amount: "1200.00" });
  await payBill(world, installed, bill, "250.00");

  const row = await rowOf(bill.commitment);

  expect(row).toMatchObject({
    figures: {
      contract: ["1200.00", "1200.00"],
      billed: ["600.00", "600.00"],
      paid: ["250.00", "250.00"],
    },
    differs: [],
    reasons: [],
    vendorName: vendor,
  });
  const { shown } = await page();
  expect(shown).toMatchObject({ status: "done", by: nameOf(world, "admin") });
  expect(Date.parse(row.readAt)).toBeLessThanOrEqual(Date.parse(shown!.finishedAt!));
  expect(Date.parse(row.readAt)).toBeGreaterThanOrEqual(Date.parse(shown!.startedAt));
});

it("says which bill and which order were edited in NetSuite, on top of what is equal", async () => {
  const order = await ordered("Order edited");
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(order).id,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 900, amount: 900 }] } },
  });
  const { commitment, billId } = await billed(world, installed, { vendor, title: "Bill edited" });
  await ns("edit_bill", {
    billId,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 450, amount: 450 }] } },
  });

  const { items, differing } = await run();

  const [first, ...rest] = items.map(({ differs }) => differs.length > 0);
  expect(first).toBe(true);
  expect(rest.lastIndexOf(true) + 2).toBe(differing);
  expect(items.find(({ procoreId }) => procoreId === order.id)).toMatchObject({
    figures: { contract: ["1000.00", "900.00"] },
    differs: ["contract"],
    reasons: [
      {
        of: "contract",
        says: expect.stringMatching(/ edited in NetSuite$/) as string,
        detail: expect.stringMatching(/comes to 900\.00 in NetSuite and to 1000\.00/) as string,
      },
    ],
  });
  expect(items.find(({ procoreId }) => procoreId === commitment.id)).toMatchObject({
    figures: { billed: ["600.00", "450.00"] },
    differs: ["billed"],
    reasons: [
      { of: "billed", says: expect.stringMatching(/^invoice .+ edited in NetSuite$/) as string },
    ],
  });
});

it("has what a run finds stand at its record on the Integration page, and says from when", async () => {
  const order = await ordered("Edited unseen");
  await ns("edit_purchase_order", {
    purchaseOrderId: orderOf(order).id,
    changes: { item: { items: [{ line: 1, quantity: 1, rate: 800, amount: 800 }] } },
  });

  const { shown, differing } = await run();
  await atRest(world);

  const grid = await must(
    installed.admin.get<RecordGrid>(
      `/companies/${installed.companyId}/records?status=desynchronized`,
    ),
  );
  expect(grid.items.map(({ procoreId }) => procoreId)).toContain(order.id);
  expect(grid.compared).toMatchObject({ reconciledAt: shown!.finishedAt, differing });
  const comparedAt = Date.parse(grid.compared!.at!);
  expect(comparedAt).toBeGreaterThanOrEqual(Date.parse(shown!.startedAt));
});

it("names the change order that is not sent, and the contract that is not", async () => {
  const commitment = await ordered("Changed");
  await changeSettings(installed, { automaticSync: false });
  await changing(world, installed).change(commitment, "approved", "199.50");
  const unsent = await createCommitment(world, installed, { vendor, title: "Not sent" });
  await atRest(world);

  const { items } = await run();

  expect(items.find(({ procoreId }) => procoreId === commitment.id)).toMatchObject({
    figures: { contract: ["1200.00", "1000.00"] },
    reasons: expect.arrayContaining([
      expect.objectContaining({
        of: "contract",
        says: "change order 001 not sent",
        detail: "It waits: automatic sync is off.",
      }),
    ]) as unknown,
  });
  expect(items.find(({ procoreId }) => procoreId === unsent.id)).toMatchObject({
    figures: { contract: ["1200.00", null] },
    differs: ["contract"],
    reasons: [{ says: `${unsent.number} not sent`, detail: "It waits: automatic sync is off." }],
  });
  await changeSettings(installed, { automaticSync: true });
  await atRest(world);
});

it("says which payment waits, and which was typed in by hand", async () => {
  const { commitment, billId } = await billed(world, installed, { vendor, title: "Paid unseen" });
  await ns("pay_bill", { billId, amount: "100.00", method: "check", checkNumber: "10077" });
  await world.procore.system.act({
    do: "create_payment",
    contractId: commitment.id,
    fields: { amount: "70.00", date: "2026-05-04", payment_method: "check" },
  });

  const row = await rowOf(commitment);

  expect(row.figures.paid).toEqual(["70.00", "100.00"]);
  expect(row.reasons.map(({ says }) => says)).toEqual([
    "payment 10077 of 100.00 waits",
    expect.stringMatching(/^payment \d+ of 70\.00 typed into Procore by hand$/),
  ]);
});

it("adds up each project by currency, finds one project, and pages through", async () => {
  const { projects, items, count } = await run();
  const first = projects.filter(({ id }) => id === installed.projects[0]!.id);
  const ofFirst = items.filter(({ projectId }) => projectId === installed.projects[0]!.id);

  expect(first.reduce((sum, { contracts }) => sum + contracts, 0)).toBe(ofFirst.length);
  const cents = ofFirst
    .filter(({ currency }) => currency === first[0]!.currency)
    .reduce((sum, { figures }) => sum + Math.round(Number(figures.contract[0]) * 100), 0);
  expect(Math.round(Number(first[0]!.figures.contract[0]) * 100)).toBe(cents);
  const found = await page(`?project=${installed.projects[0]!.id}&limit=100`);
  expect(found.items).toEqual(ofFirst);
  const places: number[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const some: ReconcilePage = await page(`?limit=2${cursor && `&cursor=${cursor}`}`);
    places.push(...some.items.map(({ place }) => place));
    cursor = some.nextCursor;
  }
  expect(places).toEqual(items.map(({ place }) => place));
  expect(count).toBe(items.length);
});

it("gives a file in which no title is a formula", async () => {
  const commitment = await ordered('=HYPERLINK("http://evil.example")', "123.00");
  await run();
  const response = await fetch(`${world.appUrl}/api/v1${path("/export")}`, {
    headers: { authorization: `Bearer ${installed.admin.token}` },
  });

  const text = Buffer.from(await response.arrayBuffer()).toString();
  expect(response.headers.get("content-disposition")).toMatch(/crosstie-reconcile-.+\.csv/);
  expect(text).toMatch(
    /^\uFEFFProject,Project ID,Number,Title,Procore ID,Vendor,Currency,Contract in Procore,Contract in NetSuite,/,
  );
  const line = text.split("\n").find((one) => one.includes(commitment.id))!;
  expect(line).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(line).toContain(",123.00,123.00,0.00,0.00,");
});

it("runs for admins alone, once at a time, and shows project people their own", async () => {
  const users = [...world.procore.system.live().users.values()];
  const { projects } = users.find(({ login }) => login === people.superintendent)!.memberships[0]!;
  const [here, there] = installed.projects.map(({ id }) => id) as [string, string];
  delete projects[there];
  await run();
  const superintendent = await signIn(world, "superintendent");
  const seen = await must(superintendent.get<ReconcilePage>(path("?limit=100")));
  expect(seen.items.length).toBeGreaterThan(0);
  expect(new Set(seen.items.map(({ projectId }) => projectId))).toEqual(new Set([here]));
  expect(seen.projects.every(({ id }) => id === here)).toBe(true);
  expect((await superintendent.send("POST", path())).status).toBe(403);

  const [one, other] = await Promise.all([
    installed.admin.send("POST", path()),
    installed.admin.send("POST", path()),
  ]);
  expect([one.status, other.status].toSorted()).toEqual([202, 409]);
  await atRest(world);
});

it("says why a run has failed, and keeps the figures of the last one", async () => {
  const before = await run();
  world.netsuite.faults.add({ method: "*", path: "*", kind: "status", status: 403 });
  const { run: failed, items } = await run();
  world.netsuite.faults.clear();

  expect(failed).toMatchObject({
    status: "failed",
    problem: expect.stringMatching(/NetSuite/) as string,
  });
  expect(items).toEqual(before.items);
});
