import { expect, it, vi } from "vitest";
import type { ContractPayment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";
import { breakNext } from "./interrupting.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
const vendor = "Acme Steel Erectors";
const path = "/rest/v1.0/contract_payments";
const later = { ...soon, timeout: 40_000 };
const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });

const issuedOn = (contractId: string): ContractPayment[] =>
  [...world.procore.system.live().payments.values()].filter(
    (payment) => payment.contractId === contractId,
  );
const paymentOf = (erpPaymentId: string) =>
  world.database.admin("payments").where({ erp_payment_id: erpPaymentId }).first();

it("locks a payment again whose release lands after it was written", async () => {
  const bill = await billed(world, installed, { vendor, title: "Released late" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await atRest(world);
  const [{ originId }] = issuedOn(bill.commitment.id) as [ContractPayment];
  const release = breakNext(world.procore, "PATCH", `${path}/*`);

  await act("void_payment", { paymentId });
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(
    () => expect(issuedOn(bill.commitment.id)).toMatchObject([{ amount: "0.00", originId }]),
    later,
  );
  release.land();
  await vi.waitFor(
    () => expect(issuedOn(bill.commitment.id)).toMatchObject([{ originId: null }]),
    soon,
  );
  await atRest(world, later);

  expect(issuedOn(bill.commitment.id)).toMatchObject([{ amount: "0.00", originId }]);
  expect(await paymentOf(paymentId)).toMatchObject({ lands_until: null, problem: null });
}, 120_000);

it("finds a payment that lands between the look for it and its next try", async () => {
  const bill = await billed(world, installed, { vendor, title: "Created meanwhile" });
  const creation = breakNext(world.procore, "POST", path);
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await creation.reached;
  const stop = world.procore.tap.listen(async (call) => {
    if (call.method !== "POST" || call.path !== path) return;
    stop();
    creation.land();
    await vi.waitFor(() => expect(issuedOn(bill.commitment.id)).toHaveLength(1), soon);
  });
  await atRest(world, later);

  expect(issuedOn(bill.commitment.id)).toMatchObject([{ amount: "250.00" }]);
  expect(await paymentOf(paymentId)).toMatchObject({
    problem: null,
    procore_payment_id: issuedOn(bill.commitment.id)[0]!.id,
  });
  expect(
    await world.database.admin("pgboss.job").where({ name: "settle-payments", state: "failed" }),
  ).toEqual([]);
}, 120_000);

/** However slow the machine is: the time in which a lost write may land has not passed yet. */
const mayLandFor = (ms: number): Promise<number> =>
  world.database
    .admin("payments")
    .whereNotNull("lands_until")
    .update({ lands_until: new Date(Date.now() + ms) });

it("takes back a payment that comes to be in Procore after it was voided", async () => {
  const bill = await billed(world, installed, { vendor, title: "Created late" });
  const creation = breakNext(world.procore, "POST", path);
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await creation.reached;
  world.procore.faults.add({ method: "POST", path, kind: "status", status: 503 });
  await vi.waitFor(async () => expect(await mayLandFor(12_000)).toBe(1), soon);

  await act("void_payment", { paymentId });
  await syncPayments(installed, bill.commitment);
  await vi.waitFor(
    async () =>
      expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
        { status: "voided", problem: null },
      ]),
    later,
  );
  expect(issuedOn(bill.commitment.id)).toEqual([]);
  world.procore.faults.clear();
  creation.land();
  await vi.waitFor(() => expect(issuedOn(bill.commitment.id)).toHaveLength(1), soon);
  await atRest(world, later);

  expect(issuedOn(bill.commitment.id)).toMatchObject([
    {
      amount: "0.00",
      notes: expect.stringContaining("Voided"),
      originId: expect.stringContaining("crosstie-"),
    },
  ]);
}, 120_000);
