import { expect, it, vi } from "vitest";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { newestRun } from "./payment-feed.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const moveTo = (timeZone: string) =>
  world.netsuite.system.act({ do: "set_options", timeZone, applicationBumps: "payment" });

for (const [from, to] of [
  ["America/New_York", "America/Los_Angeles"],
  ["Asia/Kolkata", "America/New_York"],
  ["America/Los_Angeles", "Asia/Kolkata"],
] as const) {
  it(`misses no payment when the account moves from ${from} to ${to}`, async () => {
    await moveTo(from);
    const bill = await billed(world, installed, { vendor, title: `${from} to ${to}` });
    const seen = async (expected: object) => {
      await vi.waitFor(
        async () => expect(await viewOf(installed, bill.commitment)).toMatchObject(expected),
        soon,
      );
      await atRest(world);
    };
    const first = await payBill(world, installed, bill, "100.00");
    await seen({ money: { paid: "100.00" } });
    const { date } = (await viewOf(installed, bill.commitment)).payments[0]!;

    await moveTo(to);
    await payBill(world, installed, bill, "50.00");
    await seen({ money: { paid: "150.00" } });

    // Known by the list of what was deleted alone: the bill's own time stands still
    await world.netsuite.system.act({ do: "delete_payment", paymentId: first.paymentId });
    await syncPayments(installed, bill.commitment);
    await seen({ money: { paid: "50.00" } });
    expect(await newestRun(world)).toMatchObject({ status: "done", problem: null });
    const { payments } = await viewOf(installed, bill.commitment);
    expect(payments.map((payment) => payment.date)).toContain(date);
  });
}

it("goes on from a cursor of an earlier version, although the account has moved since", async () => {
  await moveTo("Asia/Kolkata");
  const bill = await billed(world, installed, { vendor, title: "Old cursor" });
  await payBill(world, installed, bill, "100.00");
  await atRest(world);
  const cursors = world.database.admin("cursors").where({ name: "payments" });
  const { value } = (await cursors.clone().first<{ value: string } | undefined>("value"))!;
  const { changed, deleted } = JSON.parse(value) as Record<"changed" | "deleted", object>;
  const old = {
    changed: { ...changed, seen: undefined },
    deleted: { ...deleted, seen: undefined },
  };
  await cursors.clone().update({ value: JSON.stringify(old) });

  await moveTo("America/New_York");
  await payBill(world, installed, bill, "50.00");

  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, bill.commitment)).toMatchObject({ money: { paid: "150.00" } }),
    soon,
  );
});
