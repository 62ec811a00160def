import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { afterFirstPoll, atRest, soon } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { countCalls, ordersOf } from "../world/books.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { install, type Installed } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { startWorker, type Worker } from "../world/start-worker.ts";
import type { Heard, Tap } from "../world/tap.ts";

let world: World;
let installed: Installed;
let frozen: Worker;
let other: Worker | undefined;

beforeAll(async () => {
  world = await openWorld({ works: false, pollSeconds: 3_600 });
  installed = await install(world, { automaticSync: true });
  frozen = await startWorker(world);
  await afterFirstPoll(
    world,
    installed.projects.map(({ id }) => id),
  );
});
afterEach(async () => {
  frozen.thaw();
  await other?.kill();
});
afterAll(async () => {
  await frozen.kill();
  await world.close();
});

const vendor = "Acme Steel Erectors";
/** A job without heartbeat is another's after 10 s and a round of the supervisor. */
const afterTakeOver = { ...soon, timeout: 60_000 };
type Billed = Awaited<ReturnType<typeof billed>>;

const act = (name: string, given: object) => world.netsuite.system.act({ do: name, ...given });
const issued = ({ commitment }: Billed) =>
  [...world.procore.system.live().payments.values()].filter(
    ({ contractId }) => contractId === commitment.id,
  );
const versionOf = async (paymentId: string) =>
  (await world.database.admin("payments").where({ erp_payment_id: paymentId }).first()) as {
    version: number;
    settled_version: number;
    state: string;
  };

/** The only worker freezes as its next such call arrives; what is answered waits for it. */
async function freezeAt(
  tap: Tap,
  fits: (call: Heard, request: Request) => boolean | Promise<boolean>,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = tap.listen(async (call, request) => {
      if (!(await fits(call, request))) return;
      stop();
      frozen.freeze();
      resolve();
    });
  });
}

/** The frozen one goes on, and has ended the job that it had. */
async function thaw(queue: string): Promise<void> {
  const ended = () => frozen.said.filter((line) => line.includes(`"queue":"${queue}"`)).length;
  const before = ended();
  frozen.thaw();
  await vi.waitFor(() => expect(ended()).toBeGreaterThan(before), afterTakeOver);
  await atRest(world, afterTakeOver);
}

const isPaymentsQuery = async ({ method }: Heard, request: Request) =>
  method === "POST" && (await request.clone().text()).includes("as payertotal");

it("keeps a real payment that a frozen process had read as rejected", async () => {
  const bill = await billed(world, installed, { vendor, title: "Read and frozen" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await vi.waitFor(() => expect(issued(bill)).toMatchObject([{ amount: "250.00" }]), soon);
  await atRest(world);

  await act("set_payment_status", { paymentId, status: "rejected" });
  const answered = () => countCalls(world.netsuite, "POST", /suiteql$/);
  let before = Infinity;
  const reached = freezeAt(world.netsuite.tap, async (call, request) => {
    before = answered();
    return isPaymentsQuery(call, request);
  });
  await syncPayments(installed, bill.commitment);
  await reached;
  await vi.waitFor(() => expect(answered()).toBeGreaterThan(before), soon);
  await act("set_payment_status", { paymentId, status: "confirmed" });
  other = await startWorker(world);
  await atRest(world, afterTakeOver);
  const { version } = await versionOf(paymentId);
  await thaw("pull-payments");

  expect(await versionOf(paymentId)).toMatchObject({ state: "paid", version });
  expect(issued(bill)).toMatchObject([{ amount: "250.00" }]);
}, 180_000);

it("leaves a payment in Payments Issued that a frozen process was about to void", async () => {
  const bill = await billed(world, installed, { vendor, title: "Written and frozen" });
  const { paymentId } = await payBill(world, installed, bill, "250.00");
  await vi.waitFor(() => expect(issued(bill)).toMatchObject([{ amount: "250.00" }]), soon);
  await atRest(world);

  await act("set_payment_status", { paymentId, status: "rejected" });
  const reached = freezeAt(
    world.procore.tap,
    ({ method, path }) => method === "GET" && path.includes("/contract_payments/"),
  );
  await syncPayments(installed, bill.commitment);
  await reached;
  await act("set_payment_status", { paymentId, status: "confirmed" });
  other = await startWorker(world);
  await syncPayments(installed, bill.commitment);
  await atRest(world, afterTakeOver);
  expect(issued(bill)).toMatchObject([{ amount: "250.00" }]);
  await thaw("settle-payments");

  expect(issued(bill)).toMatchObject([{ amount: "250.00", notes: null }]);
  const { version, settled_version: shown } = await versionOf(paymentId);
  expect(shown).toBe(version);
}, 180_000);

it("writes no older amount to NetSuite than another process has written while this one was frozen", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Sent and frozen" });
  await atRest(world);
  const save = (amount: string) =>
    world.procore.system.act({
      do: "set_line_amount",
      commitmentId: commitment.id,
      lineId: commitment.lines[0]!.id,
      amount,
    });

  // Someone saves the order under the first try: it looks, and writes once more.
  await act("change_under_save", {});
  const reached = freezeAt(
    world.netsuite.tap,
    ({ method, path }) => method === "GET" && path.endsWith(`-${commitment.id}`),
  );
  await save("2000.00");
  await reached;
  await save("3000.00");
  other = await startWorker(world);
  await atRest(world, afterTakeOver);
  const written = () => countCalls(world.netsuite, "PUT", new RegExp(`-${commitment.id}$`));
  const before = written();
  await thaw("push-record");

  expect(written()).toBe(before);

  expect(ordersOf(world, commitment).map(({ lines }) => lines.item?.[0]?.fields.amount)).toEqual([
    "3000.00",
  ]);
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" });
}, 180_000);
