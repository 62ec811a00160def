import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ConnectionTest, Installation } from "../../../server/api/contract.ts";
import { connectionTo, install, type Installed, must } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";

let world: World;
let ours: Installed;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  ours = await install(world);
});
afterAll(() => world.close());
beforeEach(() => hide());

const hide = (...hidden: string[]): void =>
  void world.netsuite.system.act({ do: "set_role", hidden });
const at = (path: string) => `/companies/${ours.companyId}${path}`;
const stored = () => connectionTo(world.netsuite, { privateKey: "" });
const test = () => must(ours.admin.send<ConnectionTest>("POST", at("/connection/test"), stored()));
const namesOf = (missing: ConnectionTest["missing"] | undefined) =>
  missing?.map(({ permission, isNeeded }) => `${isNeeded ? "needs" : "lacks"} ${permission}`);

it("lists all that is missing when the test fails, and names it when it refuses to save", async () => {
  hide("purchaseOrder", "vendorBill", "deletedrecord");

  const tested = await test();
  const saved = await ours.admin.send("PUT", at("/connection"), stored());

  expect(tested).toMatchObject({
    ok: false,
    isReached: true,
    message: expect.stringMatching(/^NetSuite lets Crosstie in, .+ Manage Roles/),
  });
  expect(namesOf(tested.missing)).toEqual([
    "needs Transactions > Purchase Order",
    "needs Transactions > Bills",
    "lacks Setup > Deleted Records",
  ]);
  expect(saved).toMatchObject({
    status: 400,
    body: {
      message: expect.stringContaining(
        "It lacks Transactions > Purchase Order (Full), Transactions > Bills (Full).",
      ),
    },
  });
});

it("keeps what a working connection lacks, and shows of it what the settings need", async () => {
  hide("vendorCredit", "deletedrecord");
  const tested = await test();
  const names = ["lacks Transactions > Enter Vendor Credits", "lacks Setup > Deleted Records"];

  const byHand = await must(
    ours.admin.send<Installation>("PUT", at("/settings"), { own: { credits: "by_hand" } }),
  );

  expect([tested.ok, namesOf(tested.missing)]).toEqual([true, names]);
  expect(tested.missing.map(({ level }) => level)).toEqual(["Full", "View"]);
  expect(namesOf(byHand.connection?.missing)).toEqual(names);
  expect(byHand.connection?.missing.map(({ level }) => level)).toEqual(["View", "View"]);
  hide();
  await test();
  const after = await must(ours.admin.get<Installation>(at("/installation")));
  expect(after.connection?.missing).toEqual([]);
});

it("tests with fewer calls at once than the smallest account allows", async () => {
  const netsuite = world.netsuite.system;
  void netsuite.act({ do: "set_options", concurrency: 4, latencyMs: 5 });
  const refused = () =>
    (netsuite.state() as { concurrency: { refused: number } }).concurrency.refused;
  const before = refused();

  await test();

  expect(refused()).toBe(before);
});
