import { afterEach, expect, it } from "vitest";
import type { Installation } from "../../server/api/contract.ts";
import { atRest } from "../world/at-rest.ts";
import { billed } from "../world/bills.ts";
import { changeSettings, must } from "../world/install.ts";
import { useWorld } from "../world/use-world.ts";

const { world, installed } = useWorld({ settings: { automaticSync: true } });

const at = () => `/companies/${installed.companyId}`;
const connection = async () =>
  (await must(installed.admin.get<Installation>(`${at()}/installation`))).connection;
const syncPayments = async () => {
  await must(installed.admin.send("POST", `${at()}/payments/sync`));
  await atRest(world);
};

async function refuseCredentials(): Promise<void> {
  await world.netsuite.system.act({ do: "expire_tokens" });
  const path = "/services/rest/auth/oauth2/v1/token";
  world.netsuite.faults.add({ method: "POST", path, kind: "status", status: 401 });
}

afterEach(() => world.netsuite.faults.clear());

it("shows the connection as broken when looking for payments is refused, and as working again after", async () => {
  await billed(world, installed, { vendor: "Acme Steel Erectors", title: "Nothing to send" });
  await atRest(world);
  expect(await connection()).toMatchObject({ status: "working" });
  await refuseCredentials();

  await syncPayments();

  expect(await connection()).toMatchObject({ status: "broken" });
  world.netsuite.faults.clear();
  await syncPayments();
  expect(await connection()).toMatchObject({ status: "working" });
});

it("shows it as broken when comparing is refused, where no payments are looked for", async () => {
  await changeSettings(installed, { resourceTypes: { payment: false } as never });
  await refuseCredentials();

  await syncPayments();

  expect(await connection()).toMatchObject({ status: "broken" });
});
