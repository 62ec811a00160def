import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Installation, Settings } from "../../server/api/contract.ts";
import { addSystem } from "../../server/connectors/index.ts";
import { serveSystem, type ServedSystem } from "../sandbox/core/serve.ts";
import { afterFirstPoll, atRest, soon } from "../world/at-rest.ts";
import { approveInvoice, syncPayments } from "../world/bills.ts";
import { createCommitment, viewOf } from "../world/commitments.ts";
import { changeSettings, install, type Installed, must } from "../world/install.ts";
import { openWorld, type World } from "../world/open-world.ts";
import { ledger } from "./ledger/ledger.ts";
import { servedBooks } from "./ledger/served-books.ts";

let removeLedger: () => void;
let world: World;
let installed: Installed;
let served: ServedSystem;
const played = servedBooks();
const { books } = played;
const vendor = "Acme Steel Erectors";

beforeAll(async () => {
  removeLedger = addSystem(ledger);
  served = await serveSystem(played);
  world = await openWorld({ pollSeconds: 3_600 });
  const credentials = { address: served.url, book: "main", key: played.key };
  installed = await install(world, { automaticSync: true }, "admin", {
    system: "ledger",
    credentials,
  });
  const projectIds = installed.projects.map(({ id }) => id);
  await afterFirstPoll(world, projectIds);
});
afterAll(async () => {
  await Promise.all([world.close(), served.close()]);
  removeLedger();
});

const at = (door: string) => `/companies/${installed.companyId}${door}`;
const written = (kind: string) => books.kept.filter(({ body }) => body.kind === kind);

it("is offered beside the others, connected, and keeps its secret", async () => {
  const { connection, settings, systems } = await must(
    installed.admin.get<Installation>(at("/installation")),
  );

  expect(systems.map(({ name }) => name)).toEqual(["NetSuite", "The Ledger"]);
  expect(connection).toMatchObject({
    system: "ledger",
    account: "main",
    shown: { address: served.url, book: "main" },
    status: "working",
    summary: "Book main",
    choices: { journal: [{ id: "AP", name: "Payables" }] },
  });
  expect(connection?.shown).not.toHaveProperty("key");
  expect(settings.own).toEqual({ journal: "AP", mark: null, markOfProject: {} });
});

it("is pushed to and paid from, in its own words", async () => {
  const commitment = await createCommitment(world, installed, { vendor, title: "Ledger story" });
  await vi.waitFor(
    async () => expect(await viewOf(installed, commitment)).toMatchObject({ record: "success" }),
    soon,
  );
  await approveInvoice(world, installed, commitment);
  const invoice = await vi.waitFor(async () => {
    const [first] = (await viewOf(installed, commitment)).invoices;
    expect(first).toMatchObject({ record: "success" });
    return first!;
  }, soon);
  const payout = books.pay(invoice.counterpart!.id, "100.00", "check");
  await syncPayments(installed, commitment);
  await atRest(world);

  const view = await viewOf(installed, commitment);
  expect(view).toMatchObject({
    system: "The Ledger",
    counterpart: {
      system: "The Ledger",
      url: expect.stringContaining(`${served.url}/pages/`),
    },
    invoices: [{ counterpart: { kind: "Debit" }, paid: "100.00" }],
    payments: [{ status: "synced", amount: "100.00", checkNumber: payout.checkNumber }],
  });
  expect(written("subcontract")).toMatchObject([
    { body: { journal: "AP", mark: null, lines: [{ amount: "1200.00" }] } },
  ]);
  expect(written("vendor")).toMatchObject([{ body: { name: vendor } }]);
  const { payments } = world.procore.system.live();
  const issued = [...payments.values()].filter(({ contractId }) => contractId === commitment.id);
  expect(issued.map(({ amount }) => amount)).toEqual(["100.00"]);
});

it("takes its own settings as it describes them, and books by them", async () => {
  const save = (own: Settings["own"]) =>
    installed.admin.send<Installation & { message: string }>("PUT", at("/settings"), { own });

  expect(await save({ mark: "abc" })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("A mark has capital letters only.") },
  });
  expect(await save({ mark: "ABCD" })).toMatchObject({ status: 400 });
  expect(await save({ journal: "AR" })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("journal AR") },
  });
  expect(await save({ itemId: "81" })).toMatchObject({ status: 400 });
  await changeSettings(installed, { own: { mark: "ABC" } });

  await createCommitment(world, installed, { vendor, title: "With a mark" });
  await vi.waitFor(
    () =>
      expect(written("subcontract").at(-1)).toMatchObject({
        body: { words: "With a mark", journal: "AP", mark: "ABC" },
      }),
    soon,
  );
});

it("takes a setting for a project that Crosstie watches, and books that project by it", async () => {
  const [ours, other] = installed.projects.map(({ id }) => id) as [string, string];
  const unwatched = [...world.procore.system.live().projects.values()].find(
    ({ id, companyId }) => companyId === installed.companyId && id !== ours && id !== other,
  )!;
  const save = (markOfProject: Record<string, string | null>) =>
    installed.admin.send<Installation>("PUT", at("/settings"), { own: { markOfProject } });
  const own = async () => (await must(save({}))).settings.own.markOfProject;

  for (const unknown of ["999", unwatched.id]) {
    expect(await save({ [ours]: "ONE", [unknown]: "TWO" })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(`no chosen project ${unknown}`) },
    });
  }
  expect(await save({ [ours]: "one" })).toMatchObject({ status: 400 });
  await Promise.all([must(save({ [ours]: "ONE" })), must(save({ [other]: "TWO" }))]);
  expect(await own()).toEqual({ [ours]: "ONE", [other]: "TWO" });

  await createCommitment(world, installed, { vendor, title: "Marked as its project" });
  await vi.waitFor(
    () =>
      expect(written("subcontract").at(-1)).toMatchObject({
        body: { words: "Marked as its project", mark: "ONE" },
      }),
    soon,
  );
  await must(save({ [ours]: null }));
  expect(await own()).toEqual({ [other]: "TWO" });
});

it("leaves with people what it does not take, and says so", async () => {
  const commitment = await createCommitment(world, installed, {
    vendor,
    title: "Anchor bolts",
    kind: "purchase_order_contract",
  });
  await atRest(world);

  expect(await viewOf(installed, commitment)).toMatchObject({
    record: "pending",
    waiting: "The Ledger keeps no purchase orders: enter those by hand",
    counterpart: null,
  });
  expect(books.kept.some(({ body }) => body.words === "Anchor bolts")).toBe(false);
});

it("asks in its own words which creditor is meant, once the one it had is struck out", async () => {
  for (const creditor of written("vendor")) creditor.isActive = false;
  const commitment = await createCommitment(world, installed, { vendor, title: "Struck out" });

  const closed = "The Ledger refuses what is written for it.";
  await vi.waitFor(
    async () =>
      expect(await viewOf(installed, commitment)).toMatchObject({
        failure: { code: "vendor_unclear", system: "The Ledger", candidates: [{ closed }] },
      }),
    soon,
  );
});

it("leaves the other systems alone", () => {
  expect(world.netsuite.calls()).toEqual([]);
});
