import { expect, it, vi } from "vitest";
import type { Commitment } from "../sandbox/procore/records.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { syncPayments } from "../world/bills.ts";
import { ordersOf } from "../world/books.ts";
import { pathOf, viewOf } from "../world/commitments.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { ordered } from "./money-table.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const close = (commitment: Commitment, closed = true) =>
  world.netsuite.system.act({
    do: "close_purchase_order",
    purchaseOrderId: ordersOf(world, commitment)[0]!.id,
    closed,
  });
const shows = (commitment: Commitment, view: object) =>
  vi.waitFor(async () => expect(await viewOf(installed, commitment)).toMatchObject(view), soon);

it("asks NetSuite how a green record stands when somebody presses Sync", async () => {
  const commitment = await ordered(world, installed, "Green, and closed");
  await close(commitment);

  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await shows(commitment, { record: "desynchronized" });
  await close(commitment, false);
  await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
  await shows(commitment, { record: "success", waiting: null });
});

it("compares what NetSuite has also where payments are not brought back", async () => {
  const { settings } = installed.installation;
  const resourceTypes = { ...settings!.resourceTypes, payment: false };
  await changeSettings(installed, { automaticSync: true, resourceTypes });
  const commitment = await ordered(world, installed, "Without payments");
  await close(commitment);
  await syncPayments(installed, commitment);
  await atRest(world);
  await shows(commitment, { record: "desynchronized" });
  await close(commitment, false);
  await syncPayments(installed, commitment);
  await shows(commitment, { record: "success", waiting: null });
});
