import { expect, it } from "vitest";
import { atRest } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const orders = "/services/rest/record/v1/purchaseOrder/*";

it("tries again when NetSuite answers 429, and goes on", async () => {
  world.netsuite.faults.add({
    method: "PUT",
    path: orders,
    kind: "rate_limit",
    times: 2,
  });

  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Elevator rails",
  });
  await atRest(world);

  const puts = (status: number) =>
    countCalls(world.netsuite, "PUT", new RegExp(`commitment-${commitment.id}$`), status);
  expect([puts(429), puts(204)]).toEqual([2, 1]);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ status: "synced", failure: null }],
  });
});

it.each([
  ["its sign-in", "POST", "/services/rest/auth/oauth2/v1/token"],
  ["a query", "POST", "/services/rest/query/v1/suiteql"],
  ["a write", "PUT", orders],
  ["a read", "GET", orders],
])("goes on when NetSuite answers HTML instead of JSON to %s", async (what, method, path) => {
  const vendor =
    { "its sign-in": "Delta Building Supply", "a query": "Summit Mechanical Contractors" }[what] ??
    "Acme Steel Erectors";
  await world.netsuite.system.act({ do: "expire_tokens" });
  world.netsuite.faults.add({ method, path, kind: "malformed", times: 1 });

  const commitment = await createCommitment(world, installed, {
    vendor,
    title: `Maintenance meets ${what}`,
  });
  await atRest(world);

  expect(world.netsuite.faults.list()).toEqual([]);
  expect(ordersOf(world, commitment)).toHaveLength(1);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ status: "synced", failure: null }],
  });
});

it("does not take HTML for the word that an order was changed", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title: "Bracing",
    amount: "1200.00",
  });
  await atRest(world);
  world.netsuite.faults.add({
    method: "PUT",
    path: orders,
    kind: "malformed",
    times: 1,
  });

  await world.procore.system.act({
    do: "set_line_amount",
    commitmentId: commitment.id,
    lineId: commitment.lines[0]!.id,
    amount: "1500.00",
  });
  await atRest(world);

  expect(ordersOf(world, commitment)).toMatchObject([
    { lines: { item: [{ fields: { amount: "1500.00" } }] } },
  ]);
  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "success",
    timeline: [{ status: "synced" }, { status: "synced" }],
  });
});

it.each(["by itself", "when somebody asked for it"])(
  "goes on %s once NetSuite accepts the credentials again",
  async (how) => {
    await changeSettings(installed, { automaticSync: how === "by itself" });
    const commitment = await createCommitment(world, installed, {
      vendor: "Acme Steel Erectors",
      title: `Refused, then sent ${how}`,
    });
    await world.netsuite.system.act({ do: "expire_tokens" });
    const path = "/services/rest/auth/oauth2/v1/token";
    world.netsuite.faults.add({ method: "POST", path, kind: "status", status: 401 });
    if (how !== "by itself") {
      await atRest(world);
      await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
    }
    await atRest(world);
    expect(await viewOf(installed, commitment)).toMatchObject({
      record: "error",
      failure: { code: "credentials_refused" },
    });

    world.netsuite.faults.clear();
    await syncPayments(installed, commitment);
    await atRest(world);

    expect(await viewOf(installed, commitment)).toMatchObject({ record: "success", failure: null });
    expect(ordersOf(world, commitment)).toHaveLength(1);
  },
);
