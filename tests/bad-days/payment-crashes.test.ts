import { expect, it } from "vitest";
import type { ContractPayment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { countCalls } from "../world/books.ts";
import { viewOf } from "../world/commitments.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const vendor = "Acme Steel Erectors";
/** Each lost answer puts the job off for some seconds more. */
const afterRetries = { ...soon, timeout: 40_000 };
const path = "/rest/v1.0/contract_payments";

function issuedOn(contractId: string): ContractPayment[] {
  return [...world.procore.system.live().payments.values()].filter(
    (payment) => payment.contractId === contractId,
  );
}

/**
 * The connection breaks under the call that would lock the payment again, as if the process had
 * ended after the release.
 */
function breakAfterRelease(): void {
  const stop = world.procore.tap.listen(({ method, path: called }) => {
    if (method !== "PATCH" || !called.startsWith(path)) return;
    stop();
    world.procore.faults.add({
      method: "PATCH",
      path: `${path}/*`,
      kind: "reset",
      times: 1,
    });
  });
}

it.each([
  ["", "Paid once", () => undefined],
  [" and the next try ends between release and lock", "Paid once all the same", breakAfterRelease],
])(
  "writes one contract payment when Procore's answer was lost%s",
  async (_, title, andThen) => {
    const bill = await billed(world, installed, { vendor, title });
    world.procore.faults.add({
      method: "POST",
      path,
      kind: "lost_response",
      times: 1,
    });
    andThen();

    await payBill(world, installed, bill, "250.00");
    await atRest(world, afterRetries);

    expect(issuedOn(bill.commitment.id)).toMatchObject([
      { amount: "250.00", originId: expect.stringContaining("crosstie-") },
    ]);
    expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
      { amount: "250.00", status: "synced", number: 1, problem: null },
    ]);
  },
  120_000,
);

it("ends voided and locked again when it breaks off between release and lock of a voided payment", async () => {
  const bill = await billed(world, installed, { vendor, title: "Voided" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await atRest(world);
  const [{ originId }] = issuedOn(bill.commitment.id) as [ContractPayment];
  expect(originId).toContain("crosstie-");
  breakAfterRelease();
  const broken = countCalls(world.procore, "PATCH", /contract_payments/, 0);

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, bill.commitment);
  await atRest(world, afterRetries);

  expect(countCalls(world.procore, "PATCH", /contract_payments/, 0)).toBe(broken + 1);
  expect(issuedOn(bill.commitment.id)).toMatchObject([
    { amount: "0.00", originId, notes: expect.stringContaining("Voided") },
  ]);
  expect(await viewOf(installed, bill.commitment)).toMatchObject({
    money: { paid: "0.00" },
    payments: [{ status: "voided", amount: "250.00", problem: null }],
  });
}, 120_000);

it("never touches a payment that another integration has linked", async () => {
  const bill = await billed(world, installed, { vendor, title: "Somebody else's" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await atRest(world);
  const [payment] = issuedOn(bill.commitment.id) as [ContractPayment];
  payment.originId = "other-erp-77";
  const theirs = structuredClone(payment);
  const written = countCalls(world.procore, "PATCH", /contract_payments/);

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  expect(issuedOn(bill.commitment.id)).toEqual([theirs]);
  expect(countCalls(world.procore, "PATCH", /contract_payments/)).toBe(written);
  expect((await viewOf(installed, bill.commitment)).payments).toMatchObject([
    { problem: expect.stringContaining("other-erp-77") },
  ]);
});

it("gives payments that come in one pull numbers of their own", async () => {
  const bill = await billed(world, installed, { vendor, title: "Paid in thirds" });
  for (const amount of ["100.00", "120.00"]) {
    await world.netsuite.system.act({
      do: "pay_bill",
      billId: bill.billId,
      amount,
      method: "check",
    });
  }

  await payBill(world, installed, bill, "130.00");
  await atRest(world);

  expect(
    issuedOn(bill.commitment.id).map(({ paymentNumber, amount }) => ({ paymentNumber, amount })),
  ).toEqual([
    { paymentNumber: 1, amount: "100.00" },
    { paymentNumber: 2, amount: "120.00" },
    { paymentNumber: 3, amount: "130.00" },
  ]);
});

it("writes the other payments when Procore refuses one of them, and that one with the next pull", async () => {
  const bill = await billed(world, installed, { vendor, title: "Refused once" });
  world.procore.faults.add({
    method: "POST",
    path,
    kind: "status",
    status: 422,
    times: 1,
  });
  await world.netsuite.system.act({
    do: "pay_bill",
    billId: bill.billId,
    amount: "100.00",
    method: "check",
  });

  await payBill(world, installed, bill, "120.00");
  await atRest(world);

  expect(countCalls(world.procore, "POST", /\/contract_payments$/, 422)).toBe(1);
  expect(issuedOn(bill.commitment.id)).toMatchObject([{ paymentNumber: 1, amount: "120.00" }]);
  await syncPayments(installed, bill.commitment);
  await atRest(world);
  expect(
    issuedOn(bill.commitment.id).map(({ paymentNumber, amount }) => ({ paymentNumber, amount })),
  ).toEqual([
    { paymentNumber: 1, amount: "120.00" },
    { paymentNumber: 2, amount: "100.00" },
  ]);
});

it("writes no second payment when Procore says once that a released one is not there", async () => {
  const bill = await billed(world, installed, { vendor, title: "Released and hidden" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await atRest(world);
  breakAfterRelease();
  const stop = world.procore.tap.listen(({ method, path: called }) => {
    if (method !== "PATCH" || !called.startsWith(path)) return;
    stop();
    world.procore.faults.add({
      method: "GET",
      path: `${path}/*`,
      kind: "status",
      status: 404,
      times: 2,
    });
  });

  await world.netsuite.system.act({ do: "void_payment", paymentId });
  await syncPayments(installed, bill.commitment);
  await atRest(world, afterRetries);

  expect(issuedOn(bill.commitment.id)).toMatchObject([
    { amount: "0.00", originId: expect.stringContaining("crosstie-") },
  ]);
}, 120_000);
