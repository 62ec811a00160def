import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, expect, it, vi } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { atRest, soon } from "../world/at-rest.ts";
import { ordersOf } from "../world/books.ts";
import { createCommitment, pathOf, viewOf } from "../world/commitments.ts";
import { short } from "../world/durations.ts";
import { changeSettings, connectionTo, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";
import { poll } from "./reading.ts";

const { world, installed } = useWorld({ settings: { automaticSync: false } });

const at = () => `/companies/${installed.companyId}`;
const leave = (by = "uninstall_app") =>
  world.procore.system.act({ do: by, companyId: installed.companyId });
const statusOf = async (): Promise<string> => {
  const rows = await world.database.admin("companies").where({ company_id: installed.companyId });
  return (rows[0] as { status: string }).status;
};
const uninstalled = () =>
  vi.waitFor(async () => expect(await statusOf()).toBe("uninstalled"), soon);

async function pending(title: string) {
  const commitment = await createCommitment(world, installed, {
    vendor: "Acme Steel Erectors",
    title,
  });
  await atRest(world);
  return commitment;
}

beforeEach(async () => {
  if ((await statusOf()) === "active") return;
  await world.procore.system.act({ do: "install_app", companyId: installed.companyId });
  await setUpAgain();
  await poll(world, installed);
  await atRest(world);
});

async function setUpAgain(): Promise<void> {
  await must(installed.admin.send("POST", `${at()}/installation`));
  await must(installed.admin.send("PUT", `${at()}/connection`, connectionTo(world.netsuite)));
  await must(installed.admin.send("POST", `${at()}/installation/finish`));
}

it("writes nothing for a panel that saw its commitment a moment before", async () => {
  const commitment = await pending("Left a moment ago");
  expect(await viewOf(installed, commitment)).toMatchObject({ record: "pending" });

  await leave();

  expect(await installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`)).toMatchObject(
    { status: 404, body: { code: "not_set_up" } },
  );
  await uninstalled();
  await atRest(world);
  expect(ordersOf(world, commitment)).toEqual([]);
  expect(await installed.admin.get(pathOf(installed, commitment))).toMatchObject({
    status: 404,
    body: { code: "not_set_up" },
  });
});

it("shows nothing that was seen before, once it is noticed", async () => {
  const commitment = await pending("Seen before");
  await viewOf(installed, commitment);
  await leave();
  await poll(world, installed);
  await uninstalled();

  expect(await installed.admin.get(pathOf(installed, commitment))).toMatchObject({
    status: 404,
    body: { code: "not_set_up" },
  });
});

it("writes nothing that was asked for before, and sends none of it by itself afterwards", async () => {
  const commitment = await pending("Asked for before");
  await changeSettings(installed, { automaticSync: true });
  await leave();
  await world.jobs.send("push-record", await recordOf(commitment.id));
  await uninstalled();
  await atRest(world);
  expect(ordersOf(world, commitment)).toEqual([]);
});

it("writes nothing that a person had asked for, while nobody has noticed", async () => {
  const commitment = await pending("Asked for, not noticed");
  const record = await recordOf(commitment.id);
  await world.database
    .admin("records")
    .where({ record_id: record.recordId })
    .update({ is_requested: true });
  await leave();
  await wait(2 * short.connectedForMs);
  await world.jobs.send("push-record", record);
  await uninstalled();
  await atRest(world);
  expect(ordersOf(world, commitment)).toEqual([]);
});

it("ends before its write what a slow NetSuite held up until the company had left", async () => {
  const commitment = await pending("Held up");
  const path = `${pathOf(installed, commitment)}/sync`;
  await must(installed.admin.send("POST", path));
  await atRest(world);
  await world.procore.system.act({
    do: "update_commitment",
    id: commitment.id,
    title: "Changed before they left",
  });
  await atRest(world);
  await world.netsuite.system.act({ do: "set_latency", ms: 1_200 });
  const before = world.netsuite.tap.heard.length;
  await must(installed.admin.send("POST", path));
  await vi.waitFor(() => expect(world.netsuite.tap.heard.length).toBeGreaterThan(before), soon);

  await leave();
  await poll(world, installed);
  await uninstalled();
  await atRest(world);

  await world.netsuite.system.act({ do: "set_latency", ms: 0 });
  expect(ordersOf(world, { title: "Held up" })).toHaveLength(1);
});

it.each(["uninstall_app", "disconnect_app"])(
  "is as if it had been uninstalled in Crosstie after %s, as the poll finds, until it is set up again",
  async (by) => {
    const commitment = await pending(`Noticed by a poll after ${by}`);
    await leave(by);
    await poll(world, installed);
    await uninstalled();
    const { status } = await must(installed.admin.get<Installation>(`${at()}/installation`));
    expect(status).toBe("uninstalled");
    await atRest(world);
    expect(await world.database.admin("service_tokens")).toEqual([]);
    expect(await world.database.admin("connections").pluck("credentials")).toEqual([""]);
    expect(await world.database.admin("companies").pluck("webhook_secret")).toEqual([""]);
    const heard = world.procore.tap.heard.length;
    await poll(world, installed);
    expect(
      world.procore.tap.heard.slice(heard).filter(({ path }) => path.startsWith("/rest")),
    ).toEqual([]);

    await world.procore.system.act({ do: "install_app", companyId: installed.companyId });
    await setUpAgain();
    await must(installed.admin.send("POST", `${pathOf(installed, commitment)}/sync`));
    await atRest(world);
    expect(ordersOf(world, commitment)).toHaveLength(1);
  },
);

async function recordOf(procoreId: string) {
  const rows = await world.database.admin("records").where({ procore_id: procoreId });
  const { company_id, connection_id, record_id } = rows[0] as Record<string, string>;
  return { companyId: company_id!, connectionId: connection_id!, recordId: record_id! };
}
