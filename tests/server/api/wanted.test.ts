import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type {
  ConnectionTest,
  Installation,
  SettingsChanges,
} from "../../../server/api/contract.ts";
import { connectionTo, install, type Installed, must } from "../../world/install.ts";
import { openWorld, type World } from "../../world/open-world.ts";

const KIND = "custbody_order_kind";
const RECORDS = ["purchaseOrder", "vendorBill", "vendorCredit"];
const KEYS = RECORDS.map((record) => `${record}.${KIND}.text`);

let world: World;
let ours: Installed;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 3_600 });
  ours = await install(world);
  // What nobody can tell of a young account is not said any more.
  await must(change({ classId: "1" }));
});
afterAll(() => world.close());
beforeEach(() => account({ customFields: [KIND], mandatory: [KIND] }));

const account = (options: object): void =>
  void world.netsuite.system.act({ do: "set_options", ...options });
const at = (path: string) => `/companies/${ours.companyId}${path}`;
const change = (own: SettingsChanges["own"]) =>
  ours.admin.send<Installation>("PUT", at("/settings"), { own });
const connectionNow = async () =>
  (await must(ours.admin.get<Installation>(at("/installation")))).connection!;
const test = (changes: Record<string, string> = {}) =>
  must(
    ours.admin.send<ConnectionTest>(
      "POST",
      at("/connection/test"),
      connectionTo(world.netsuite, changes),
    ),
  );

it("keeps what a test of the stored credentials has found, and no refused one", async () => {
  const before = await connectionNow();

  const refused = await test({ clientId: "another" });
  const between = await connectionNow();
  const tested = await test({ privateKey: "" });
  const after = await connectionNow();

  expect([before.unset, refused.ok, refused.unset, between]).toEqual([[], false, [], before]);
  expect(tested.unset).toHaveLength(KEYS.length);
  expect(after.unset).toEqual(tested.unset);
  expect(after.choices.customValues?.map(({ id }) => id)).toEqual(KEYS);
});

it("wants it no more once it is given, one record at a time", async () => {
  await test({ privateKey: "" });

  const first = await must(change({ customValues: { [KEYS[0]!]: "Labor" } }));
  const rest = Object.fromEntries(KEYS.slice(1).map((key) => [key, "Labor"]));
  const all = await must(change({ customValues: rest }));

  expect(first.connection?.unset).toEqual([
    expect.stringContaining("on vendor bills"),
    expect.stringContaining("on vendor credits"),
  ]);
  expect(all.connection?.unset).toEqual([]);
});

it("takes no custom field that the account has not, and lets go of one that it lost", async () => {
  await test({ privateKey: "" });
  await must(change({ customValues: { [KEYS[0]!]: "Labor" } }));
  account({ customFields: [], mandatory: [] });
  await test({ privateKey: "" });

  const unknown = await change({ customValues: { "purchaseOrder.custbody_other.text": "x" } });
  const kept = await must(change({ customValues: { [KEYS[0]!]: "Materials" } }));
  const none = Object.fromEntries(KEYS.map((key) => [key, null]));
  const gone = await must(change({ customValues: none }));

  expect(unknown).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("no custom field purchaseOrder.custbody_other.text") },
  });
  expect(kept.settings.own.customValues).toMatchObject({ [KEYS[0]!]: "Materials" });
  expect(gone.settings.own.customValues).toEqual({});
});
