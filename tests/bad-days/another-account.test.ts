import { afterAll, beforeAll, expect, it } from "vitest";
import type { CostType, Installation } from "../../server/api/contract.ts";
import { findConnection } from "../../server/store/connections-in-use.ts";
import { moveCursor, readCursor } from "../../server/store/cursors.ts";
import { serveSystem, type ServedSystem } from "../sandbox/core/serve.ts";
import { netsuite } from "../sandbox/netsuite/netsuite.ts";
import { atRest } from "../world/at-rest.ts";
import { billed, payBill, syncPayments } from "../world/bills.ts";
import { viewOf } from "../world/commitments.ts";
import { changeSettings, connectionTo, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });
let other: ServedSystem;
const played = netsuite({ accountId: "OTHER77", seed: 9 });
const vendor = "Acme Steel Erectors";

beforeAll(async () => {
  other = await serveSystem(played);
});
afterAll(() => other.close());

const path = () => `/companies/${installed.companyId}/connection`;
const own = (changes = {}) => connectionTo(world.netsuite, changes);
const theirs = () => connectionTo({ ...played, url: other.url });

it("lets an account that holds nothing of ours go, and starts as with a new one", async () => {
  const { admin: db } = world.database;
  const [costType] = await must(
    installed.admin.get<CostType[]>(`/companies/${installed.companyId}/cost-types`),
  );
  const itemIdsByCostType = { [costType!.id]: "82" };
  await changeSettings(installed, { own: { itemIdsByCostType } });
  const connection = (await findConnection(db, installed.companyId))!;
  expect(connection.settings.own).toMatchObject({ itemIdsByCostType });
  await moveCursor(db, { ...connection, name: "payments" }, "a place in the old account");

  const moved = await must(installed.admin.send<Installation>("PUT", path(), theirs()));

  expect(moved).toMatchObject({
    connection: { account: "OTHER77", shown: { accountId: "OTHER77" } },
    settings: {
      automaticSync: false,
      createVendors: true,
      own: { itemId: null, subsidiaryId: null, itemIdsByCostType: {} },
    },
  });
  expect(await readCursor(db, { ...connection, name: "payments" })).toBeUndefined();
  await must(installed.admin.send("PUT", path(), own()));
  await must(
    installed.admin.send(
      "PUT",
      `/companies/${installed.companyId}/settings`,
      installed.installation.settings,
    ),
  );
});

it("does not change to another account while records are in this one, and says so before anything is saved", async () => {
  const bill = await billed(world, installed, { vendor, title: "In the old account" });
  await payBill(world, installed, bill, "100.00");
  await atRest(world);
  // vendor, order and bill
  const words =
    /3 records of this company in NetSuite account TSTDRV2604417\. In account OTHER77 .*Enter credentials of account TSTDRV2604417.* contact support first\.$/;

  const tested = await installed.admin.send("POST", `${path()}/test`, theirs());
  const saved = await installed.admin.send("PUT", path(), theirs());
  await syncPayments(installed, bill.commitment);
  await atRest(world);

  const refused = { code: "conflict", message: expect.stringMatching(words) as string };
  for (const answer of [tested, saved]) {
    expect(answer).toMatchObject({ status: 409, body: refused });
  }
  expect((await findConnection(world.database.admin, installed.companyId))?.shown.accountId).toBe(
    "TSTDRV2604417",
  );
  expect(await viewOf(installed, bill.commitment)).toMatchObject({
    money: { paid: "100.00" },
    payments: [{ status: "synced" }],
  });
});

it("takes new credentials of the same account, however its id is written", async () => {
  const before = await findConnection(world.database.admin, installed.companyId);

  const saved = await must(
    installed.admin.send<Installation>("PUT", path(), own({ accountId: "tstdrv2604417" })),
  );

  expect(saved).toMatchObject({
    connection: { shown: { accountId: "tstdrv2604417" }, status: "working" },
    settings: { automaticSync: true, own: { itemId: before?.settings.own.itemId } },
  });
});
